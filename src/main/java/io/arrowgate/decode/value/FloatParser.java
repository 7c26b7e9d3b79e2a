package io.arrowgate.decode.value;

import java.nio.charset.StandardCharsets;

/** Reads numbers to the nearest float, exactly as {@link Float#parseFloat} does; those too large for a float are refused. */
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

    /** Mantissa and power are exact in a float, so that the one operation on them rounds once: correctly. */
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
     * The nearest double lies on the same side as the number itself of every middle between two floats, so that rounding it again
     * is right, unless it is such a middle.
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
