package io.arrowgate.stream.column;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rejects patterns that read no time, or another time than the one that was written. Sample times are formatted and parsed
 * again; letters that are often confused are checked by their position.
 */
final class DateTimePatternCheck {
    private static final ZoneId UTC = ZoneId.of("UTC");

    /** An afternoon, a time of single digits, and a day whose week belongs to the next year. */
    private static final List<ZonedDateTime> SAMPLES = Stream.of(
                    "2024-05-13T14:45:58.123456789", "2023-02-06T00:05:09", "2024-12-30T12:00:00")
            .map(text -> LocalDateTime.parse(text).atZone(UTC))
            .toList();

    private static final String HOURS = "HhKk";
    private static final Pattern QUOTED_UTC = Pattern.compile("' ?(Z|UTC|GMT)'");

    /** Parts of which a time has one only would all be written. */
    private static final String ALTERNATIVES = "; list each form as a format of its own";

    private final String pattern;
    /** One letter for each run of letters in the pattern, in order. */
    private final String letters;

    private DateTimePatternCheck(String pattern) {
        this.pattern = pattern;
        letters = DateTimePattern.parts(pattern).stream()
                .map(part -> part.substring(part.length() - 1))
                .filter(letter -> Character.isLetter(letter.charAt(0)))
                .collect(Collectors.joining());
    }

    /**
     * Checks a pattern.
     *
     * @throws IllegalArgumentException with the remedy, if it is not usable
     */
    static void check(String field, String pattern) {
        DateTimePatternCheck check = new DateTimePatternCheck(pattern);
        String problem = check.problem();
        if (problem != null) {
            throw new IllegalArgumentException("%s: '%s' %s".formatted(field, pattern, problem));
        }
    }

    /** Checks a pattern of a stream in this zone: a quoted Z or UTC is text, and does not make the time one of UTC. */
    static void checkZone(String field, String pattern, ZoneId zone) {
        boolean utc = zone.getRules().isFixedOffset()
                && zone.getRules().getOffset(SAMPLES.get(0).toInstant()).equals(ZoneOffset.UTC);
        List<String> parts = DateTimePattern.parts(pattern);
        Matcher quoted = QUOTED_UTC.matcher(parts.get(parts.size() - 1));
        if (!utc && quoted.matches()) {
            String name = quoted.group(1);
            throw new IllegalArgumentException(
                    "%s: '%s' ends with a quoted %s, which is text: its times would be of time-zone %s. Write %s, which reads %3$s as UTC"
                            .formatted(field, pattern, name, zone, name.equals("Z") ? "X" : "z"));
        }
    }

    private String problem() {
        DateTimePattern compiled;
        try {
            compiled = DateTimePattern.compile(pattern, UTC);
        } catch (IllegalArgumentException e) {
            return "is not a date pattern: %s; put text in single quotes; formats with a name are %s"
                    .formatted(e.getMessage(), String.join(", ", ColumnDefinition.FORMAT_NAMES));
        }
        String confused = confusedLetters();
        if (confused != null) {
            return confused;
        }
        for (ZonedDateTime sample : SAMPLES) {
            String problem = roundTrip(compiled, sample);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private String confusedLetters() {
        if (pattern.contains("%")) {
            return "is not usable: % is of strftime; patterns have letters only, such as yyyy-MM-dd HH:mm:ss";
        }
        if (has("Y") && has("MLd")) {
            return "is not usable: Y is the year of a week; the calendar year is y";
        }
        if (has("D") && has("MLd")) {
            return "is not usable: D is the day of the year; the day of the month is d";
        }
        if (!has("yuYg")) {
            return "is not usable: it has no year";
        }
        if (has("hK") && !has("aB")) {
            return "is not usable: h is the hour of a 12-hour clock and needs a (AM or PM); the hour of a day is H";
        }
        if (has("m") && !follows('m', HOURS)) {
            return "is not usable: m is the minute and must follow the hour; the month is M";
        }
        if (has("M") && follows('M', HOURS) && isClockSeparator(separatorBefore('M'))) {
            return "is not usable: M is the month; the minute is m";
        }
        for (char letter : "yMdHms".toCharArray()) {
            if (letters.indexOf(letter) != letters.lastIndexOf(letter)) {
                return "is not usable: %s is there more than once%s"
                        .formatted(letter, letter == 'M' ? "; the month is M, and the minute is m" : ALTERNATIVES);
            }
        }
        if (has("S") && !follows('S', "s")) {
            return "is not usable: S is a fraction of a second and must follow s; the second is s";
        }
        return null;
    }

    private boolean has(String any) {
        return any.chars().anyMatch(letter -> letters.indexOf(letter) >= 0);
    }

    private boolean follows(char letter, String any) {
        int at = letters.indexOf(letter);
        return at > 0 && any.indexOf(letters.charAt(at - 1)) >= 0;
    }

    /** Returns the character before the first run of this letter. */
    private char separatorBefore(char letter) {
        return pattern.charAt(pattern.indexOf(letter) - 1);
    }

    private static boolean isClockSeparator(char before) {
        return before == ':' || before == '.' || before == '-' || HOURS.indexOf(before) >= 0;
    }

    private String roundTrip(DateTimePattern compiled, ZonedDateTime sample) {
        String text;
        try {
            text = compiled.format(sample);
        } catch (DateTimeException e) {
            return "is not usable: it cannot write %s: %s".formatted(sample.toLocalDateTime(), e.getMessage());
        }
        DateTimePattern.Match match = compiled.parse(text);
        if (match == null) {
            return "is not usable: %s, written as '%s', cannot be read%s"
                    .formatted(
                            sample.toLocalDateTime(),
                            text,
                            pattern.contains("[")
                                    ? ALTERNATIVES
                                    : "; it needs year, month and day, and an hour before minutes or seconds");
        }
        ZonedDateTime read = match.in(UTC);
        boolean same = read.toLocalDate().equals(sample.toLocalDate())
                && compiled.format(read.withZoneSameInstant(UTC)).equals(text);
        return same
                ? null
                : "is not usable: %s, written as '%s', is read as %s"
                        .formatted(sample.toLocalDateTime(), text, read.toLocalDateTime());
    }
}
