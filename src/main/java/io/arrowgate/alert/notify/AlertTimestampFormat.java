package io.arrowgate.alert.notify;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Formats the times of an alert in UTC: event times in microseconds, wall-clock times in milliseconds. */
final class AlertTimestampFormat {
    static final DateTimeFormatter ISO_MICROS = utc("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
    static final DateTimeFormatter ISO_MILLIS = utc("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    static final DateTimeFormatter CLICKHOUSE_MICROS = utc("uuuu-MM-dd HH:mm:ss.SSSSSS");
    static final DateTimeFormatter CLICKHOUSE_MILLIS = utc("uuuu-MM-dd HH:mm:ss.SSS");

    private AlertTimestampFormat() {}

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    }
}
