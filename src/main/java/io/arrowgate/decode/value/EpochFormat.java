package io.arrowgate.decode.value;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a number since 1970-01-01T00:00:00Z whose magnitude implies its unit: below 10^11 seconds, below 10^14 milliseconds, below
 * 10^17 microseconds, else nanoseconds. Rounds down to microseconds. Also parses milliseconds in the JSON
 * of older .NET programs, {@code /Date(1715594400000+0200)/}, whose offset does not change the instant.
 *
 * <p>Zero is 1970 in every unit. Other numbers below 10^8 (March 1973 in seconds) are rejected: they are more likely days since
 * 1970, a date such as 20240513, or the uptime of a device.
 */
final class EpochFormat extends TemporalFormat {
    private static final long LEAST = 100_000_000;
    private static final long END_OF_SECONDS = 100_000_000_000L;
    private static final long END_OF_MILLIS = 100_000_000_000_000L;
    private static final long END_OF_MICROS = 100_000_000_000_000_000L;
    /** The year 2300, the end of ClickHouse's times. Larger numbers of 14 or 17 digits are dates that do not exist. */
    private static final long END_MICROS = 10_413_792_000_000_000L;

    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private static final int MAX_DATE_LENGTH = 40;
    private static final Pattern JSON_DATE = Pattern.compile("/Date\\((-?\\d{1,15})(?:[+-]\\d{4})?\\)/");

    private final DecimalParser decimalParser = new DecimalParser();

    @Override
    boolean match(byte[] bytes, int start, int end) {
        if (!decimalParser.scan(bytes, start, end)) {
            return end - start <= MAX_DATE_LENGTH && matchJsonDate(new String(bytes, start, end - start, ISO_8859_1));
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
        if (magnitude.compareTo(BigDecimal.valueOf(LEAST)) < 0) {
            return false;
        }
        BigDecimal micros = number.movePointRight(decimalsOfMicros(magnitude.longValue()));
        return matchMicros(micros.setScale(0, RoundingMode.FLOOR).longValue());
    }

    private boolean matchJsonDate(String text) {
        Matcher date = JSON_DATE.matcher(text);
        return date.matches() && matchMicros(Long.parseLong(date.group(1)) * 1_000);
    }

    private boolean matchWhole(long number) {
        return (number == 0 || Math.abs(number) >= LEAST) && matchMicros(toMicros(number));
    }

    private boolean matchMicros(long micros) {
        return micros < END_MICROS && matchedInstant(micros);
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

    /** Returns the power of ten that converts a number of this magnitude to microseconds. */
    private static int decimalsOfMicros(long magnitude) {
        if (magnitude < END_OF_SECONDS) {
            return 6;
        }
        if (magnitude < END_OF_MILLIS) {
            return 3;
        }
        return magnitude < END_OF_MICROS ? 0 : -3;
    }
}
