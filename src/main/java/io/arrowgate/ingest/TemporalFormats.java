package io.arrowgate.ingest;

import io.arrowgate.stream.ColumnDefinition;
import java.util.List;

/** The formats that a column's definition names. */
final class TemporalFormats {
    private TemporalFormats() {}

    /** Formats of instants. */
    static TemporalFormat[] ofTimestamp(List<String> formats) {
        return formats.stream().map(format -> of(format, false)).toArray(TemporalFormat[]::new);
    }

    /** Formats of calendar dates. */
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
            return date ? FixedPattern.compile("yyyy-MM-dd") : new IsoFormat();
        }
        FixedPattern fixed = FixedPattern.compile(format);
        return fixed == null ? new LibraryPattern(format) : fixed;
    }
}
