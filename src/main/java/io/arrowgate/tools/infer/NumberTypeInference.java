package io.arrowgate.tools.infer;

import io.arrowgate.stream.column.ColumnType;

/**
 * Chooses a type for whole numbers that also fits later values. In a small sample, fractions and large numbers may be missing by
 * chance.
 *
 * @param why reason for the choice, as text; empty if the values leave no choice
 */
record NumberTypeInference(ColumnType type, String why) {
    /** A field with as many values, not all alike, would have shown a fraction. */
    private static final int MANY_VALUES = 1_000;

    private static final int MANY_DISTINCT = 10;

    /** Numbers up to it are far from the range of {@code int32}. */
    private static final double SMALL = 1_000_000;

    /** @param key whether the field is one of the series key */
    static NumberTypeInference of(FieldProfile field, boolean key) {
        ColumnType type = field.type();
        if (field.isUnsigned() && type.isInteger()) {
            return new NumberTypeInference(ColumnType.UINT64, "");
        }
        if (!type.isInteger() || type == ColumnType.UINT64) {
            return new NumberTypeInference(type, "");
        }
        if (field.isCounter()) {
            return new NumberTypeInference(
                    ColumnType.INT64, "a counter: as a time it would be years before the event time");
        }
        if (new FieldWords(field.name()).isTimestamp() && !key) {
            return new NumberTypeInference(ColumnType.INT64, "a counter rather than a time");
        }
        if (key || field.isSigned()) {
            return new NumberTypeInference(ColumnType.INT64, "");
        }
        if (new FieldWords(field.name()).isCount()) {
            return new NumberTypeInference(ColumnType.INT64, "a count or code by its name");
        }
        if (type == ColumnType.INT64) {
            return new NumberTypeInference(ColumnType.INT64, "whole numbers");
        }
        if (field.count() < MANY_VALUES || field.distinct() < MANY_DISTINCT) {
            return new NumberTypeInference(ColumnType.FLOAT64, "whole numbers so far");
        }
        boolean small = field.greatest() <= SMALL && field.least() >= -SMALL;
        return small
                ? new NumberTypeInference(ColumnType.INT32, "whole numbers, all small")
                : new NumberTypeInference(ColumnType.INT64, "whole numbers");
    }
}
