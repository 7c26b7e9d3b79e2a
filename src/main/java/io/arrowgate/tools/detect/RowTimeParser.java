package io.arrowgate.tools.detect;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

/** Parses the time of a row: ISO-8601, with T or a space. Without an offset it is in UTC; a date means midnight. */
final class RowTimeParser {
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter();

    private static final int AFTER_DATE = "yyyy-MM-dd".length();

    private RowTimeParser() {}

    /**
     * Returns microseconds since the epoch, truncated.
     *
     * @throws DateTimeParseException if the text is not a time
     */
    static long micros(String text) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant(text.strip()));
    }

    private static Instant instant(String text) {
        boolean blank = text.length() > AFTER_DATE && text.charAt(AFTER_DATE) == ' ';
        String iso = blank ? text.substring(0, AFTER_DATE) + 'T' + text.substring(AFTER_DATE + 1) : text;
        TemporalAccessor time = FORMAT.parseBest(iso, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        if (time instanceof OffsetDateTime withOffset) {
            return withOffset.toInstant();
        }
        return time instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : ((LocalDate) time).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
