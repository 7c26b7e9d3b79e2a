package io.arrowgate.decode.value;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/** Parses any pattern of {@link DateTimeFormatter}, in English and strictly. A date without a time means midnight. */
final class DateTimePatternFormat extends TemporalFormat {
    /** Longer values are rejected; patterns do not need them. */
    private static final int MAX_LENGTH = 100;

    private final DateTimeFormatter formatter;

    DateTimePatternFormat(String pattern) {
        formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    @Override
    boolean match(byte[] bytes, int start, int end) {
        if (end - start > MAX_LENGTH) {
            return false;
        }
        String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        try {
            return match(formatter.parse(text));
        } catch (DateTimeException e) {
            return false;
        }
    }

    private boolean match(TemporalAccessor parsed) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (date == null) {
            return false;
        }
        LocalDateTime local = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
        long microOfDay = local.toLocalTime().toNanoOfDay() / 1_000;
        ZoneId zone = parsed.query(TemporalQueries.zone());
        if (zone == null) {
            return matched(date.toEpochDay(), microOfDay, NO_OFFSET);
        }
        // Do not use the offset at the instant: a local time in a gap is moved, and the difference is the length of the
        // move.
        long offset = local.toEpochSecond(ZoneOffset.UTC) - local.atZone(zone).toEpochSecond();
        return matched(date.toEpochDay(), microOfDay, (int) offset);
    }
}
