package io.arrowgate.decode.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Parses a decimal number as mantissa times a power of ten. One instance is reused for all numbers.
 *
 * <p>Accepts JSON numbers and, because CSV has no grammar for numbers, a plus sign, leading zeros and a point with digits on one
 * side only.
 */
final class DecimalParser {
    /** Longer numbers are rejected to bound the cost of a value. */
    private static final int MAX_LENGTH = 1000;

    /** Every number of this many digits fits a long. */
    private static final int MAX_DIGITS = 18;

    /** Larger exponents are capped, because {@link #MAX_LENGTH} digits cannot compensate for them. */
    private static final int MAX_EXPONENT = 9_999;

    private boolean negative;
    private long mantissa;
    private int exponent;
    private boolean exact;

    /** Parses the range; returns false if it is not a number. The getters return the number's parts. */
    boolean scan(byte[] bytes, int start, int end) {
        int at = start;
        negative = at < end && bytes[at] == '-';
        if (negative || (at < end && bytes[at] == '+')) {
            at++;
        }
        int integer = at;
        at = scanDigits(bytes, at, end, 0);
        int digits = at - integer;
        exponent = 0;
        if (at < end && bytes[at] == '.') {
            int fraction = at + 1;
            at = scanDigits(bytes, fraction, end, mantissa);
            exponent = fraction - at;
            digits += at - fraction;
        }
        exact = digits <= MAX_DIGITS;
        return digits > 0 && end - start <= MAX_LENGTH && (at == end || scanExponent(bytes, at, end));
    }

    /** Appends the digits to a mantissa, which may overflow; returns the end of the digits. */
    private int scanDigits(byte[] bytes, int start, int end, long before) {
        long value = before;
        int at = start;
        for (; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
        }
        mantissa = value;
        return at;
    }

    private boolean scanExponent(byte[] bytes, int start, int end) {
        int at = start + 1;
        boolean down = at < end && bytes[at] == '-';
        if (down || (at < end && bytes[at] == '+')) {
            at++;
        }
        if ((bytes[start] | 0x20) != 'e' || at >= end) {
            return false;
        }
        int value = 0;
        for (; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            value = Math.min(value * 10 + digit, MAX_EXPONENT);
        }
        exponent += down ? -value : value;
        return true;
    }

    boolean isNegative() {
        return negative;
    }

    /** Returns the digits as a whole number without sign; undefined unless {@link #isExact}. */
    long mantissa() {
        return mantissa;
    }

    /** Returns the power of ten that the mantissa is multiplied by. */
    int exponent() {
        return exponent;
    }

    /** Returns false if the digits do not fit a long; use {@link #toBigDecimal} then. */
    boolean isExact() {
        return exact;
    }

    /**
     * Returns the number scanned last, for rare cases; null if it is too large or too small for any column of whole numbers or
     * times.
     */
    BigDecimal toBigDecimal(byte[] bytes, int start, int end) {
        if (Math.abs(exponent) > 2 * MAX_LENGTH) {
            return exact && mantissa == 0 ? BigDecimal.ZERO : null;
        }
        return new BigDecimal(new String(bytes, start, end - start, StandardCharsets.US_ASCII));
    }
}
