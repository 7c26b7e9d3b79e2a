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

/** Any pattern of {@link DateTimeFormatter}, in English, strictly; without a time of day it means midnight. */
final class DateTimePatternFormat extends TemporalFormat {
    /** Longer values are refused: no pattern needs them. */
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
        // Not the offset that is valid at the instant: a time that was skipped is moved, and the difference says by how
        // much.
        long offset = local.toEpochSecond(ZoneOffset.UTC) - local.atZone(zone).toEpochSecond();
        return matched(date.toEpochDay(), microOfDay, (int) offset);
    }
}
