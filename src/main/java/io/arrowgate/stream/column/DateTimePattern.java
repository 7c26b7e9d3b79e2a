package io.arrowgate.stream.column;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.time.temporal.WeekFields;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Parses and formats times with a pattern of {@link DateTimeFormatter}, in English and strictly. A date without a time means
 * midnight.
 *
 * <p>Differs from the library where its result depends on the locale or is ambiguous: weeks are those of ISO 8601, and a zone
 * name has the offset that it states (see {@link ZoneNames}).
 */
public final class DateTimePattern {
    /** A run of one letter with its padding, quoted text, or another character. */
    private static final Pattern PART = Pattern.compile("p*([A-Za-z&&[^p]])\\1*|p+|'(?:[^']|'')*'|.", Pattern.DOTALL);

    /** Blanks that browsers and spreadsheets write so that a line does not break there. */
    private static final Pattern NON_BREAKING_BLANK = Pattern.compile("[\\u00a0\\u202f]");

    private static final Pattern DOTTED_HALF_OF_DAY =
            Pattern.compile("(?<![a-z])([ap])\\. ?m\\.", Pattern.CASE_INSENSITIVE);

    private static final int MAX_YEAR_DIGITS = 19;
    private static final LocalDate CENTURY = LocalDate.of(2000, 1, 1);

    /** Zones whose names are also abbreviations, with another meaning in summer. */
    private static final Set<String> ABBREVIATED_ZONES = Set.of("CET", "EET", "MET", "WET");

    /** Parts of a time that can be present although they do not make a time. */
    private static final List<ChronoField> TIME_PARTS = List.of(
            ChronoField.HOUR_OF_AMPM,
            ChronoField.CLOCK_HOUR_OF_AMPM,
            ChronoField.AMPM_OF_DAY,
            ChronoField.HOUR_OF_DAY,
            ChronoField.CLOCK_HOUR_OF_DAY,
            ChronoField.MINUTE_OF_HOUR,
            ChronoField.SECOND_OF_MINUTE,
            ChronoField.NANO_OF_SECOND);

    private final boolean optionalParts;
    private final ZoneNames zoneNames;
    private final DateTimeFormatter parser;
    private final DateTimeFormatter printer;

    private DateTimePattern(String pattern, ZoneId zone) {
        optionalParts = pattern.contains("[");
        zoneNames = zoneNames(pattern, zone);
        parser = formatter(pattern, zoneNames);
        printer = formatter(pattern, null);
    }

    private static ZoneNames zoneNames(String pattern, ZoneId zone) {
        return parts(pattern).stream()
                .filter(part -> part.endsWith("z"))
                .findFirst()
                .map(part -> part.endsWith("zzzz") ? ZoneNames.ofLongStyle(zone) : ZoneNames.ofShortStyle(zone))
                .orElse(null);
    }

    /** @param zoneNames names to read; null to write the library's */
    private static DateTimeFormatter formatter(String pattern, ZoneNames zoneNames) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        for (String part : parts(pattern)) {
            String letters = part.replaceFirst("^p+", "");
            if (letters.length() < part.length()) {
                builder.padNext(part.length() - letters.length());
            }
            if (letters.startsWith("z") && zoneNames != null) {
                zoneNames.appendTo(builder);
            } else {
                append(builder, letters);
            }
        }
        return builder.parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /**
     * Holds a parsed time.
     *
     * @param offset null if the text has none
     */
    public record Match(LocalDateTime local, ZoneOffset offset) {
        /** Returns the instant in a stream's time zone, which applies if the text has no offset. */
        public ZonedDateTime in(ZoneId zone) {
            return local.atZone(offset == null ? zone : offset);
        }
    }

    /**
     * Compiles a pattern.
     *
     * @param zone whose names of standard and daylight saving time are known
     * @throws IllegalArgumentException if it is not a pattern
     */
    public static DateTimePattern compile(String pattern, ZoneId zone) {
        return new DateTimePattern(withBreakingBlanks(pattern), zone);
    }

    /** Splits a pattern into runs of letters, quoted text and other characters. */
    static List<String> parts(String pattern) {
        return PART.matcher(pattern).results().map(MatchResult::group).toList();
    }

    private static void append(DateTimeFormatterBuilder builder, String part) {
        int count = part.length();
        switch (part.isEmpty() ? 'p' : part.charAt(0)) {
            case 'p' -> throw new IllegalArgumentException("p pads the letters after it, and there are none");
            case 'Y' -> appendYear(builder, count);
            case 'w' -> appendWeek(builder, count);
            case 'W' -> builder.appendValue(WeekFields.ISO.weekOfMonth(), count);
            case 'e', 'c' -> {
                if (count <= 2) {
                    builder.appendValue(ChronoField.DAY_OF_WEEK, count);
                } else {
                    builder.appendPattern("E".repeat(count));
                }
            }
            case 'v' ->
                throw new IllegalArgumentException(
                        "v is a zone without an offset, such as ET; use z (EST, EDT), VV (America/New_York) or xxx (-05:00)");
            default -> builder.appendPattern(part);
        }
    }

    private static void appendYear(DateTimeFormatterBuilder builder, int digits) {
        if (digits == 2) {
            builder.appendValueReduced(IsoFields.WEEK_BASED_YEAR, 2, 2, CENTURY);
        } else {
            builder.appendValue(
                    IsoFields.WEEK_BASED_YEAR,
                    digits,
                    MAX_YEAR_DIGITS,
                    digits < 4 ? SignStyle.NORMAL : SignStyle.EXCEEDS_PAD);
        }
    }

    private static void appendWeek(DateTimeFormatterBuilder builder, int digits) {
        if (digits == 1) {
            builder.appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 1, 2, SignStyle.NOT_NEGATIVE);
        } else {
            builder.appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, digits);
        }
    }

    /** Parses a text; returns null if it is not written in the pattern, or its time does not exist. */
    public Match parse(String text) {
        try {
            return match(parser.parse(withoutTypography(text)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * Returns whether a text has the form of the pattern, without checking that its time exists. A mismatch costs a tenth of one
     * in {@link #parse}, which throws an exception inside; a match costs a second parse.
     */
    public boolean hasForm(String text) {
        String plain = withoutTypography(text);
        ParsePosition end = new ParsePosition(0);
        return parser.parseUnresolved(plain, end) != null && end.getIndex() == plain.length();
    }

    private static String withoutTypography(String text) {
        return DOTTED_HALF_OF_DAY.matcher(withBreakingBlanks(text)).replaceAll("$1m");
    }

    private static String withBreakingBlanks(String text) {
        return NON_BREAKING_BLANK.matcher(text).replaceAll(" ");
    }

    /** Formats a time. */
    public String format(ZonedDateTime time) {
        return printer.format(time);
    }

    private Match match(TemporalAccessor parsed) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (date == null || (time == null && TIME_PARTS.stream().anyMatch(parsed::isSupported))) {
            return null;
        }
        LocalDateTime local = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
        ZoneOffset offset = parsed.query(TemporalQueries.offset());
        if (offset != null) {
            boolean valid = zoneNames == null || zoneNames.apply(offset, local.toInstant(offset));
            return valid ? new Match(local, offset) : null;
        }
        ZoneId zone = parsed.query(TemporalQueries.zoneId());
        if (zone != null) {
            return ABBREVIATED_ZONES.contains(zone.getId()) ? null : match(local, zone);
        }
        return zoneNames == null || optionalParts ? new Match(local, null) : null;
    }

    private static Match match(LocalDateTime local, ZoneId zone) {
        // A local time in a gap is moved by the length of the gap.
        ZonedDateTime time = local.atZone(zone);
        return new Match(time.toLocalDateTime(), time.getOffset());
    }

    /** Returns the zone names that the pattern accepts; empty if it has none. */
    public List<String> zoneNames() {
        return zoneNames == null ? List.of() : zoneNames.list();
    }
}
