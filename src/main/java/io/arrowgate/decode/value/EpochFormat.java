package io.arrowgate.decode.value;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Parses a number since 1970-01-01T00:00:00Z whose magnitude implies its unit: below 10^11 seconds (until the year 5138; a
 * fraction is allowed), below 10^14 milliseconds, below 10^17 microseconds, else nanoseconds. Rounds down to microseconds.
 *
 * <p>Zero is 1970 in every unit. Other numbers below 10^8 (March 1973 in seconds) are rejected: they are more likely days since
 * 1970, a date such as 20240513, or the uptime of a device.
 */
final class EpochFormat extends TemporalFormat {
    private static final long LEAST = 100_000_000;
    private static final long END_OF_SECONDS = 100_000_000_000L;
    private static final long END_OF_MILLIS = 100_000_000_000_000L;
    private static final long END_OF_MICROS = 100_000_000_000_000_000L;
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final DecimalParser decimalParser = new DecimalParser();

    @Override
    boolean match(byte[] bytes, int start, int end) {
        if (!decimalParser.scan(bytes, start, end)) {
            return false;
        }
        if (!decimalParser.isExact() || decimalParser.exponent() != 0) {
            return matchUnusual(decimalParser.toBigDecimal(bytes, start, end));
        }
        return matchWhole(decimalParser.isNegative() ? -decimalParser.mantissa() : decimalParser.mantissa());
    }

    private boolean matchUnusual(BigDecimal number) {
        if (number == null || number.abs().compareTo(LONGEST) > 0) {
            return false;
        }
        if (number.signum() == 0 || number.stripTrailingZeros().scale() <= 0) {
            return matchWhole(number.longValue());
        }
        BigDecimal magnitude = number.abs();
        if (magnitude.compareTo(BigDecimal.valueOf(LEAST)) < 0
                || magnitude.compareTo(BigDecimal.valueOf(END_OF_SECONDS)) >= 0) {
            return false;
        }
        return matchedInstant(
                number.movePointRight(6).setScale(0, RoundingMode.FLOOR).longValue());
    }

    private boolean matchWhole(long number) {
        return (number == 0 || Math.abs(number) >= LEAST) && matchedInstant(toMicros(number));
    }

    private static long toMicros(long number) {
        long magnitude = Math.abs(number);
        if (magnitude < END_OF_SECONDS) {
            return number * 1_000_000;
        }
        if (magnitude < END_OF_MILLIS) {
            return number * 1_000;
        }
        return magnitude < END_OF_MICROS ? number : Math.floorDiv(number, 1_000L);
    }
}
