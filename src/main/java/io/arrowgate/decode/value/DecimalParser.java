package io.arrowgate.decode.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Reads a decimal number from bytes as mantissa times a power of ten; reused from one number to the next.
 *
 * <p>Takes what JSON takes and, since CSV has no grammar of numbers, also a plus sign, leading zeros and a point without digits
 * on one of its sides.
 */
final class DecimalParser {
    /** Longer numbers are refused, so that no value costs more than it should. */
    private static final int MAX_LENGTH = 1000;

    /** As many digits as a long holds whatever they are. */
    private static final int MAX_DIGITS = 18;

    /** Explicit exponents beyond are cut to it: no number of at most {@link #MAX_LENGTH} digits comes back from there. */
    private static final int MAX_EXPONENT = 9_999;

    private boolean negative;
    private long mantissa;
    private int exponent;
    private boolean exact;

    /** Whether the range is a number; if so the getters tell which. */
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

    /** Appends the digits to a mantissa, which overflows if there are too many; returns where they end. */
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

    /** The digits as a whole number without sign; means nothing unless {@link #isExact}. */
    long mantissa() {
        return mantissa;
    }

    /** Power of ten that the mantissa is multiplied with. */
    int exponent() {
        return exponent;
    }

    /** False if there were more digits than a long holds: then only {@link #toBigDecimal} knows the number. */
    boolean isExact() {
        return exact;
    }

    /**
     * The number of the range that was scanned last, for the rare cases; null if it is too large or too small for any column of
     * whole numbers or times.
     */
    BigDecimal toBigDecimal(byte[] bytes, int start, int end) {
        if (Math.abs(exponent) > 2 * MAX_LENGTH) {
            return exact && mantissa == 0 ? BigDecimal.ZERO : null;
        }
        return new BigDecimal(new String(bytes, start, end - start, StandardCharsets.US_ASCII));
    }
}
