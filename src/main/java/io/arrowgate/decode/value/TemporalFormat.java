package io.arrowgate.decode.value;

/** One way of writing a date or a time. A match is kept until the next one, so that the hot path allocates nothing. */
abstract class TemporalFormat {
    static final long MICROS_PER_SECOND = 1_000_000;
    static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    /** The offset of a time written without one: the stream's time zone decides. */
    static final int NO_OFFSET = Integer.MIN_VALUE;

    private long epochDay;
    private long microOfDay;
    private int offsetSeconds;

    /** Whether the range is written this way and names a day and time that exist. */
    abstract boolean match(byte[] bytes, int start, int end);

    /** Keeps a match; returns true. */
    final boolean matched(long epochDay, long microOfDay, int offsetSeconds) {
        this.epochDay = epochDay;
        this.microOfDay = microOfDay;
        this.offsetSeconds = offsetSeconds;
        return true;
    }

    /** Days since 1970-01-01, as written. */
    final long epochDay() {
        return epochDay;
    }

    /** Microseconds since that day's midnight; finer digits are cut. */
    final long microOfDay() {
        return microOfDay;
    }

    /** East of UTC; or {@link #NO_OFFSET}. */
    final int offsetSeconds() {
        return offsetSeconds;
    }

    /** The number that two digits at {@code at} make, or -1 if there is something else; without branches. */
    static int twoDigits(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        int notDigits = (tens | ones | (9 - tens) | (9 - ones)) >> 31;
        return (tens * 10 + ones) | notDigits;
    }

    /** The number that the digits at {@code at} make, or -1 if there is something else. */
    static int digits(byte[] bytes, int at, int count) {
        int value = 0;
        for (int i = at; i < at + count; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
