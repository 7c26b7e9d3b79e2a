package io.arrowgate.tools.load.synthetic;

import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.DateTimePattern;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes times and dates in the first of a column's formats. */
public final class TimestampWriter {
    private final ZoneId zone;
    private final Map<String, DateTimePattern> patterns = new HashMap<>();

    /** @param zone of formats without an offset */
    public TimestampWriter(ZoneId zone) {
        this.zone = zone;
    }

    /** Writes an instant. */
    public String write(Instant time, List<String> formats) {
        String format = formats.get(0);
        if (format.equals(ColumnDefinition.ISO_8601)) {
            return time.truncatedTo(ChronoUnit.MICROS).toString();
        }
        if (format.equals(ColumnDefinition.EPOCH)) {
            return String.valueOf(time.toEpochMilli());
        }
        Long unitsPerSecond = ColumnDefinition.EPOCH_UNITS.get(format);
        if (unitsPerSecond != null) {
            return String.valueOf(
                    time.getEpochSecond() * unitsPerSecond + time.getNano() / (1_000_000_000L / unitsPerSecond));
        }
        return format.equals(ColumnDefinition.EPOCH_DAYS)
                ? String.valueOf(LocalDate.ofInstant(time, zone).toEpochDay())
                : pattern(format).format(time.atZone(zone));
    }

    /** Writes a date. */
    public String write(LocalDate date, List<String> formats) {
        String format = formats.get(0);
        if (format.equals(ColumnDefinition.ISO_8601)) {
            return date.toString();
        }
        return format.startsWith(ColumnDefinition.EPOCH)
                ? write(date.atStartOfDay(zone).toInstant(), formats)
                : pattern(format).format(date.atStartOfDay(zone));
    }

    private DateTimePattern pattern(String format) {
        return patterns.computeIfAbsent(format, text -> DateTimePattern.compile(text, zone));
    }
}
