package io.arrowgate.decode.value;

import io.arrowgate.stream.column.ColumnDefinition;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** Creates the parsers of the formats in a column's definition. */
final class TemporalFormats {
    private TemporalFormats() {}

    /** Creates parsers of instants. */
    static TemporalFormat[] ofTimestamp(List<String> formats, ZoneId zone) {
        return formats.stream().flatMap(format -> of(format, false, zone)).toArray(TemporalFormat[]::new);
    }

    /** Creates parsers of calendar dates. */
    static TemporalFormat[] ofDate(List<String> formats, ZoneId zone) {
        return formats.stream().flatMap(format -> of(format, true, zone)).toArray(TemporalFormat[]::new);
    }

    private static Stream<TemporalFormat> of(String format, boolean date, ZoneId zone) {
        Long unitsPerSecond = ColumnDefinition.EPOCH_UNITS.get(format);
        if (unitsPerSecond != null) {
            return Stream.of(new EpochUnitFormat(unitsPerSecond));
        }
        return switch (format) {
            case ColumnDefinition.EPOCH -> Stream.of(new EpochFormat());
            case ColumnDefinition.EPOCH_DAYS -> Stream.of(new EpochDayFormat());
            case ColumnDefinition.ISO_8601 ->
                Stream.of(date ? FixedWidthFormat.compile("yyyy-MM-dd") : new IsoFormat(), new LenientIsoFormat(date));
            default -> {
                FixedWidthFormat fixed = FixedWidthFormat.compile(format);
                yield Stream.of(fixed == null ? new DateTimePatternFormat(format, zone) : fixed);
            }
        };
    }
}
