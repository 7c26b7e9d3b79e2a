package io.arrowgate.decode.value;

import java.math.BigDecimal;

/** Parses whole numbers within a range. {@code 12.0} and {@code 1e3} are whole, {@code 1.5} is rejected. */
final class IntegerParser implements ValueParser {
    private final DecimalParser decimalParser = new DecimalParser();
    private final BigDecimal min;
    private final BigDecimal max;
    private final long smallest;
    private final long largest;

    /** Creates a parser; both bounds are inclusive. */
    IntegerParser(long smallest, long largest) {
        this.smallest = smallest;
        this.largest = largest;
        this.min = BigDecimal.valueOf(smallest);
        this.max = BigDecimal.valueOf(largest);
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
