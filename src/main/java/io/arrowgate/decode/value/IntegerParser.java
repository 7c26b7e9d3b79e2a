package io.arrowgate.decode.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Parses whole numbers within a range. {@code 12.0} and {@code 1e3} are whole, {@code 1.5} is rejected. */
final class IntegerParser implements ValueParser {
    private final DecimalParser decimalParser = new DecimalParser();
    private final BigDecimal min;
    private final BigDecimal max;
    /** Bounds of the numbers that {@link DecimalParser} parses exactly; those beyond a long are unusual. */
    private final long smallest;

    private final long largest;

    private IntegerParser(BigInteger smallest, BigInteger largest) {
        this.smallest = smallest.longValueExact();
        this.largest = largest.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
        min = new BigDecimal(smallest);
        max = new BigDecimal(largest);
    }

    /** Creates a parser of two's complement numbers. */
    static IntegerParser signed(int bits) {
        BigInteger end = BigInteger.ONE.shiftLeft(bits - 1);
        return new IntegerParser(end.negate(), end.subtract(BigInteger.ONE));
    }

    /** Creates a parser of numbers from 0. */
    static IntegerParser unsigned(int bits) {
        return new IntegerParser(BigInteger.ZERO, BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
    }

    @Override
    public boolean parse(byte[] bytes, int start, int end, RowBuffer row, int column) {
        if (!decimalParser.scan(bytes, start, end)) {
            return false;
        }
        if (!decimalParser.isExact() || decimalParser.exponent() != 0) {
            return parseUnusual(bytes, start, end, row, column);
        }
        long value = decimalParser.isNegative() ? -decimalParser.mantissa() : decimalParser.mantissa();
        if (value < smallest || value > largest) {
            return false;
        }
        row.setBits(column, value);
        return true;
    }

    private boolean parseUnusual(byte[] bytes, int start, int end, RowBuffer row, int column) {
        BigDecimal value = decimalParser.toBigDecimal(bytes, start, end);
        if (value == null || value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            return false;
        }
        if (value.signum() != 0 && value.stripTrailingZeros().scale() > 0) {
            return false;
        }
        row.setBits(column, value.longValue());
        return true;
    }
}
