package io.arrowgate.tools.infer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.decode.value.ValueParsers;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.DateTimePattern;
import io.arrowgate.tools.load.synthetic.TimestampWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes a time in each format of a stream's dates and timestamps, and shows how the decoder reads it. */
final class TemporalExamples {
    private TemporalExamples() {}

    /** Returns a line for each format of each column. */
    static List<String> lines(StreamDefinition stream, Instant time) {
        return stream.columns().stream()
                .filter(column -> column.type().isTemporal())
                .flatMap(column ->
                        column.formats().stream().map(format -> line(column, format, stream.timeZone(), time)))
                .toList();
    }

    private static String line(ColumnDefinition column, String format, ZoneId zone, Instant time) {
        TimestampWriter writer = new TimestampWriter(zone);
        List<String> formats = List.of(format);
        String text = column.type() == ColumnType.DATE
                ? writer.write(LocalDate.ofInstant(time, zone), formats)
                : writer.write(time, formats);
        return "%s, %s: '%s' is %s%s"
                .formatted(column.name(), format, text, read(column, text, zone), names(format, zone));
    }

    private static String read(ColumnDefinition column, String text, ZoneId zone) {
        byte[] bytes = text.getBytes(UTF_8);
        RowBuffer row = new RowBuffer(1);
        if (!ValueParsers.of(column, zone).parse(bytes, 0, bytes.length, row, 0)) {
            return "not read";
        }
        return column.type() == ColumnType.DATE
                ? LocalDate.ofEpochDay(row.bits(0)).toString()
                : Instant.EPOCH.plus(row.bits(0), ChronoUnit.MICROS).toString();
    }

    /** Returns the zone names that a pattern accepts, which depend on the stream's zone. */
    private static String names(String format, ZoneId zone) {
        if (ColumnDefinition.isNamed(format)) {
            return "";
        }
        List<String> names = DateTimePattern.compile(format, zone).zoneNames();
        return names.isEmpty() ? "" : " (zone names of time-zone %s: %s)".formatted(zone, String.join(", ", names));
    }
}
