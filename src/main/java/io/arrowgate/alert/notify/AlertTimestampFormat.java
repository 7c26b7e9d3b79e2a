package io.arrowgate.alert.notify;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How the times of an alert are written, in UTC: those of events in microseconds, the wall clock's in milliseconds. */
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
