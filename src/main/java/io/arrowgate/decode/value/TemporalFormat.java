package io.arrowgate.decode.value;

/** Parses one notation of dates or times. Stores the last match in fields, so that the hot path allocates nothing. */
abstract class TemporalFormat {
    static final long MICROS_PER_SECOND = 1_000_000;
    static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    /** Marks a time without an offset, which the stream's time zone applies to. */
    static final int NO_OFFSET = Integer.MIN_VALUE;

    /** No combination of hour, minute and second. */
    static final long NO_TIME = -1;

    private long epochDay;
    private long microOfDay;
    private int offsetSeconds;

    /** Returns true if the range is in this notation, and its day and time exist. */
    abstract boolean match(byte[] bytes, int start, int end);

    /** Stores a match; returns true. */
    final boolean matched(long epochDay, long microOfDay, int offsetSeconds) {
        this.epochDay = epochDay;
        this.microOfDay = microOfDay;
        this.offsetSeconds = offsetSeconds;
        return true;
    }

    /** Stores a match of an instant in microseconds since 1970-01-01T00:00:00Z; returns true. */
    final boolean matchedInstant(long epochMicros) {
        return matched(Math.floorDiv(epochMicros, MICROS_PER_DAY), Math.floorMod(epochMicros, MICROS_PER_DAY), 0);
    }

    /** Stores a match whose time may be the end of the day, or after it by a leap second; returns true. */
    final boolean matchedRolledOver(long epochDay, long microOfDay, int offsetSeconds) {
        return matched(epochDay + microOfDay / MICROS_PER_DAY, microOfDay % MICROS_PER_DAY, offsetSeconds);
    }

    /**
     * Returns the microseconds since midnight, or {@link #NO_TIME}. As in PostgreSQL, 24:00 is the end of the day, and the leap
     * second 60 is the first second of the next minute.
     */
    static long toMicroOfDay(int hour, int minute, int second, int micros) {
        boolean exists = hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 60;
        boolean endOfDay = hour == 24 && minute == 0 && second == 0 && micros == 0;
        return (exists || endOfDay) && micros >= 0
                ? (hour * 3600 + minute * 60 + second) * MICROS_PER_SECOND + micros
                : NO_TIME;
    }

    /** Returns the days since 1970-01-01, as written. */
    final long epochDay() {
        return epochDay;
    }

    /** Returns the microseconds since midnight of that day, truncated. */
    final long microOfDay() {
        return microOfDay;
    }

    /** Returns the offset east of UTC, or {@link #NO_OFFSET}. */
    final int offsetSeconds() {
        return offsetSeconds;
    }

    /** Parses two digits at {@code at}; returns -1 for other bytes. Has no branches on the bytes. */
    static int twoDigits(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        int notDigits = (tens | ones | (9 - tens) | (9 - ones)) >> 31;
        return (tens * 10 + ones) | notDigits;
    }

    /** Parses {@code count} digits at {@code at}; returns -1 for other bytes. */
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
