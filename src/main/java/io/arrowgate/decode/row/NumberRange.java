package io.arrowgate.decode.row;

import io.arrowgate.stream.column.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds the bounds of a numeric column type, both inclusive. For error messages. */
record NumberRange(BigDecimal min, BigDecimal max) {
    static NumberRange of(ColumnType type) {
        return switch (type) {
            case INT32 -> new NumberRange(BigDecimal.valueOf(Integer.MIN_VALUE), BigDecimal.valueOf(Integer.MAX_VALUE));
            case INT64 -> new NumberRange(BigDecimal.valueOf(Long.MIN_VALUE), BigDecimal.valueOf(Long.MAX_VALUE));
            case UINT64 ->
                new NumberRange(
                        BigDecimal.ZERO,
                        new BigDecimal(BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE)));
            case FLOAT32 -> symmetric(new BigDecimal(Float.toString(Float.MAX_VALUE)));
            case FLOAT64 -> symmetric(BigDecimal.valueOf(Double.MAX_VALUE));
            default -> throw new IllegalArgumentException(type + " is not numeric");
        };
    }

    /** Returns the narrowest type for numbers that are out of range of another one. */
    static Optional<ColumnType> narrowestTypeOf(BigDecimal number) {
        return Stream.of(ColumnType.INT64, ColumnType.UINT64, ColumnType.FLOAT64)
                .filter(type -> type.isFloat() || !hasFraction(number))
                .filter(type -> of(type).contains(number))
                .findFirst();
    }

    static boolean hasFraction(BigDecimal number) {
        return number.signum() != 0 && number.stripTrailingZeros().scale() > 0;
    }

    boolean contains(BigDecimal number) {
        return number.compareTo(min) >= 0 && number.compareTo(max) <= 0;
    }

    private static NumberRange symmetric(BigDecimal max) {
        return new NumberRange(max.negate(), max);
    }
}
