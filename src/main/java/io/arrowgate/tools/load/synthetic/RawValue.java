package io.arrowgate.tools.load.synthetic;

import io.arrowgate.stream.column.ColumnType;

/**
 * Holds the text and the type of a raw field.
 *
 * @param type of the column that it is for
 */
record RawValue(String text, ColumnType type) {
    /** Returns whether the value is written without quotes, as a number or a boolean. */
    boolean isPlain() {
        return switch (type) {
            case STRING, DATE -> false;
            case TIMESTAMP -> text.matches("-?\\d+");
            case BOOLEAN, INT32, INT64, UINT64, FLOAT32, FLOAT64, JSON -> true;
        };
    }

    boolean isInteger() {
        return type.isInteger() || (type == ColumnType.TIMESTAMP && isPlain());
    }
}
