package io.arrowgate.decode.value;

import io.arrowgate.stream.column.ColumnDefinition;
import java.time.ZoneId;

/** Creates the value parser of each column type. */
public final class ValueParsers {
    private ValueParsers() {}

    /**
     * Creates the parser of a column.
     *
     * @param zone of times without an offset
     */
    public static ValueParser of(ColumnDefinition column, ZoneId zone) {
        return switch (column.type()) {
            case STRING -> ValueParsers::parseString;
            case JSON -> new JsonTextParser();
            case BOOLEAN -> new BooleanParser();
            case INT32 -> IntegerParser.signed(Integer.SIZE);
            case INT64 -> IntegerParser.signed(Long.SIZE);
            case UINT64 -> IntegerParser.unsigned(Long.SIZE);
            case FLOAT32 -> new FloatParser();
            case FLOAT64 -> new DoubleParser();
            case DATE -> new DateParser(column.formats(), zone);
            case TIMESTAMP -> new TimestampParser(column.formats(), zone);
        };
    }

    private static boolean parseString(byte[] bytes, int start, int end, RowBuffer row, int column) {
        row.setBytes(column, bytes, start, end - start);
        return true;
    }
}
