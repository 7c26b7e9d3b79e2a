package io.arrowgate.decode.value;

import java.math.BigDecimal;

/** Parses a whole number of days since 1970-01-01. */
final class EpochDayFormat extends TemporalFormat {
    /** The year 5138, the limit of the other epoch formats. */
    private static final BigDecimal END = BigDecimal.valueOf(1_157_408);

    private final DecimalParser decimalParser = new DecimalParser();

    @Override
    boolean match(byte[] bytes, int start, int end) {
        BigDecimal days = decimalParser.scan(bytes, start, end) ? decimalParser.toBigDecimal(bytes, start, end) : null;
        boolean whole = days != null
                && days.abs().compareTo(END) < 0
                && days.remainder(BigDecimal.ONE).signum() == 0;
        return whole && matched(days.longValue(), 0, NO_OFFSET);
    }
}
