package io.arrowgate.decode.value;

import io.arrowgate.stream.column.ColumnDefinition;
import java.math.BigDecimal;
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

    /** Parses a whole number of days since 1970-01-01. */
    private static final class EpochDayFormat extends TemporalFormat {
        /** The year 5138. */
        private static final BigDecimal END = BigDecimal.valueOf(1_157_408);

        private final DecimalParser decimalParser = new DecimalParser();

        @Override
        boolean match(byte[] bytes, int start, int end) {
            BigDecimal days =
                    decimalParser.scan(bytes, start, end) ? decimalParser.toBigDecimal(bytes, start, end) : null;
            boolean whole = days != null
                    && days.abs().compareTo(END) < 0
                    && days.remainder(BigDecimal.ONE).signum() == 0;
            return whole && matched(days.longValue(), 0, NO_OFFSET);
        }
    }
}
