package io.arrowgate.decode.value;

import java.nio.charset.StandardCharsets;

/** Parses numbers to the nearest double, as {@link Double#parseDouble} does. Numbers too large for a double are rejected. */
final class DoubleParser implements ValueParser {
    /** Powers of ten that a double holds exactly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long MAX_MANTISSA = 1L << 53;

    private final DecimalParser decimalParser = new DecimalParser();

    @Override
    public boolean parse(byte[] bytes, int start, int end, RowBuffer row, int column) {
        if (!decimalParser.scan(bytes, start, end)) {
            return false;
        }
        double value = isSimple(decimalParser)
                ? toDouble(decimalParser)
                : Double.parseDouble(new String(bytes, start, end - start, StandardCharsets.US_ASCII));
        if (Double.isInfinite(value)) {
            return false;
        }
        row.setBits(column, Double.doubleToRawLongBits(value));
        return true;
    }

    /** Returns true if mantissa and power of ten are exact doubles, so that one operation rounds correctly. */
    static boolean isSimple(DecimalParser decimalParser) {
        return decimalParser.isExact()
                && decimalParser.mantissa() <= MAX_MANTISSA
                && Math.abs(decimalParser.exponent()) < POWERS.length;
    }

    /** Returns the nearest double of a number for which {@link #isSimple} is true. */
    static double toDouble(DecimalParser decimalParser) {
        int exponent = decimalParser.exponent();
        double mantissa = decimalParser.mantissa();
        double magnitude = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
        return decimalParser.isNegative() ? -magnitude : magnitude;
    }
}
