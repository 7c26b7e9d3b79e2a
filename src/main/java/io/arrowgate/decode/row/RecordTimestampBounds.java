package io.arrowgate.decode.row;

import java.time.Instant;

/**
 * Bounds the timestamps of raw records. Kafka accepts any number, and producers have sent seconds, microseconds and nanoseconds.
 *
 * <p>A timestamp outside of {@link #EARLIEST} to {@link #LATEST} counts as missing: event times are not compared with it, and
 * {@code _ingested_at} does not use it.
 */
public final class RecordTimestampBounds {
    /** Inclusive. Seconds in place of milliseconds are all before it. */
    public static final Instant EARLIEST = Instant.parse("1971-01-01T00:00:00Z");
    /** Exclusive. Microseconds and nanoseconds in place of milliseconds are all after it. */
    public static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private static final long EARLIEST_MILLIS = EARLIEST.toEpochMilli();
    private static final long LATEST_MILLIS = LATEST.toEpochMilli();
    private static final long MICROS_PER_MILLI = 1_000;

    private RecordTimestampBounds() {}

    /** Returns true if a raw record's timestamp, in milliseconds since 1970-01-01T00:00:00Z, is within the bounds. */
    public static boolean isPlausible(long millis) {
        return millis >= EARLIEST_MILLIS && millis < LATEST_MILLIS;
    }

    /** Returns {@code _ingested_at} of a row: the record's timestamp, or the event time if the timestamp is not plausible. */
    public static long ingestedAtMillis(long recordMillis, long eventMicros) {
        return isPlausible(recordMillis) ? recordMillis : Math.floorDiv(eventMicros, MICROS_PER_MILLI);
    }
}
