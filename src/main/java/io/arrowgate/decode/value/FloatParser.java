package io.arrowgate.decode.value;

import java.nio.charset.StandardCharsets;

/** Parses numbers to the nearest float, as {@link Float#parseFloat} does. Numbers too large for a float are rejected. */
final class FloatParser implements ValueParser {
    /** Powers of ten that a float holds exactly. */
    private static final float[] POWERS = {1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f};

    private static final long MAX_MANTISSA = 1L << 24;

    private final DecimalParser decimalParser = new DecimalParser();

    @Override
    public boolean parse(byte[] bytes, int start, int end, RowBuffer row, int column) {
        if (!decimalParser.scan(bytes, start, end)) {
            return false;
        }
        float value = toFloat(bytes, start, end);
        if (Float.isInfinite(value)) {
            return false;
        }
        row.setBits(column, Float.floatToRawIntBits(value));
        return true;
    }

    /** Uses one operation if mantissa and power of ten are exact floats, so that it rounds correctly. */
    private float toFloat(byte[] bytes, int start, int end) {
        int exponent = decimalParser.exponent();
        long mantissa = decimalParser.mantissa();
        if (!decimalParser.isExact() || mantissa > MAX_MANTISSA || Math.abs(exponent) >= POWERS.length) {
            return toFloatByDouble(bytes, start, end);
        }
        float magnitude = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
        return decimalParser.isNegative() ? -magnitude : magnitude;
    }

    /**
     * Rounds the nearest double to a float. This is correct unless the double is exactly midway between two floats: otherwise the
     * double and the number are on the same side of every midpoint.
     */
    private float toFloatByDouble(byte[] bytes, int start, int end) {
        if (DoubleParser.isSimple(decimalParser)) {
            double value = DoubleParser.toDouble(decimalParser);
            boolean middle = (Double.doubleToRawLongBits(value) & 0x1FFFFFFFL) == 0x10000000L;
            boolean normal = Math.abs(value) >= Float.MIN_NORMAL && Math.abs(value) < Float.MAX_VALUE;
            if (normal && !middle) {
                return (float) value;
            }
        }
        return Float.parseFloat(new String(bytes, start, end - start, StandardCharsets.US_ASCII));
    }
}
