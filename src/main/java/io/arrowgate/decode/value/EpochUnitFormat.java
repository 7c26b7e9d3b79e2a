package io.arrowgate.decode.value;

import io.arrowgate.common.Swar;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Parses a number of a fixed unit, seconds to nanoseconds, since 1970-01-01T00:00:00Z. Rounds down to microseconds. */
final class EpochUnitFormat extends TemporalFormat {
    /** Every number of this many digits fits 64 bits unsigned. */
    private static final int MAX_DIGITS = 19;

    private static final int WORD_DIGITS = Long.BYTES;
    private static final long TEN_TO_THE_EIGHTH = 100_000_000;

    /** The year 10000. */
    private static final long END_MICROS = 253_402_300_800_000_000L;

    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final DecimalParser decimalParser = new DecimalParser();
    private final long unitsPerMicro;
    private final long microsPerUnit;

    EpochUnitFormat(long unitsPerSecond) {
        unitsPerMicro = Math.max(1, unitsPerSecond / MICROS_PER_SECOND);
        microsPerUnit = Math.max(1, MICROS_PER_SECOND / unitsPerSecond);
    }

    @Override
    boolean match(byte[] bytes, int start, int end) {
        boolean negative = start < end && bytes[start] == '-';
        long magnitude = magnitude(bytes, negative ? start + 1 : start, end);
        if (magnitude < 0) {
            return matchDecimal(bytes, start, end);
        }
        if (magnitude / unitsPerMicro >= END_MICROS / microsPerUnit) {
            return false;
        }
        return matchedInstant(Math.floorDiv(negative ? -magnitude : magnitude, unitsPerMicro) * microsPerUnit);
    }

    /** Parses a number with a fraction, an exponent or a plus sign. */
    private boolean matchDecimal(byte[] bytes, int start, int end) {
        BigDecimal number =
                decimalParser.scan(bytes, start, end) ? decimalParser.toBigDecimal(bytes, start, end) : null;
        if (number == null || number.abs().compareTo(LONGEST) > 0) {
            return false;
        }
        BigDecimal micros = number.multiply(BigDecimal.valueOf(microsPerUnit))
                .divide(BigDecimal.valueOf(unitsPerMicro))
                .setScale(0, RoundingMode.FLOOR);
        return micros.abs().compareTo(BigDecimal.valueOf(END_MICROS)) < 0 && matchedInstant(micros.longValue());
    }

    /** Parses a range of digits; returns a negative number if it has other bytes, no digits or too many. */
    private static long magnitude(byte[] bytes, int start, int end) {
        if (start == end || end - start > MAX_DIGITS) {
            return -1;
        }
        long value = 0;
        int at = start;
        for (; at + WORD_DIGITS <= end; at += WORD_DIGITS) {
            long word = Swar.load(bytes, at);
            if (Swar.notDigits(word) != 0) {
                return -1;
            }
            value = value * TEN_TO_THE_EIGHTH + Swar.eightDigitNumber(word);
        }
        for (; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        // Nineteen digits fit 64 bits; a number above the largest long becomes negative.
        return value;
    }
}
