package io.arrowgate.decode.value;

import io.arrowgate.stream.column.ColumnDefinition;
import java.util.List;

/** Creates the parsers of the formats in a column's definition. */
final class TemporalFormats {
    private TemporalFormats() {}

    /** Creates parsers of instants. */
    static TemporalFormat[] ofTimestamp(List<String> formats) {
        return formats.stream().map(format -> of(format, false)).toArray(TemporalFormat[]::new);
    }

    /** Creates parsers of calendar dates. */
    static TemporalFormat[] ofDate(List<String> formats) {
        return formats.stream().map(format -> of(format, true)).toArray(TemporalFormat[]::new);
    }

    private static TemporalFormat of(String format, boolean date) {
        if (format.equals(ColumnDefinition.EPOCH)) {
            return new EpochFormat();
        }
        Long unitsPerSecond = ColumnDefinition.EPOCH_UNITS.get(format);
        if (unitsPerSecond != null) {
            return new EpochUnitFormat(unitsPerSecond);
        }
        if (format.equals(ColumnDefinition.ISO_8601)) {
            return date ? FixedWidthFormat.compile("yyyy-MM-dd") : new IsoFormat();
        }
        FixedWidthFormat fixed = FixedWidthFormat.compile(format);
        return fixed == null ? new DateTimePatternFormat(format) : fixed;
    }
}
