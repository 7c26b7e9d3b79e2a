package io.arrowgate.decode.row;

import java.time.Instant;

/**
 * Bounds the timestamps of raw records. Kafka takes any number: producers have sent seconds, microseconds and nanoseconds, and a record
 * may have none.
 *
 * <p>A timestamp outside of {@link #EARLIEST} to {@link #LATEST} counts as missing: neither can an event be ahead of it, nor is it what
 * {@code _ingested_at} says.
 */
public final class RecordTimestampBounds {
    /** Seconds that stand where milliseconds belong are all before it. */
    public static final Instant EARLIEST = Instant.parse("1971-01-01T00:00:00Z");
    /** Exclusive; microseconds and nanoseconds that stand where milliseconds belong are all after it. */
    public static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private static final long EARLIEST_MILLIS = EARLIEST.toEpochMilli();
    private static final long LATEST_MILLIS = LATEST.toEpochMilli();
    private static final long MICROS_PER_MILLI = 1_000;

    private RecordTimestampBounds() {}

    /** Whether a raw record's timestamp, in milliseconds since 1970-01-01T00:00:00Z, can be one. */
    public static boolean isPlausible(long millis) {
        return millis >= EARLIEST_MILLIS && millis < LATEST_MILLIS;
    }

    /** The value of {@code _ingested_at} of a row: the record's timestamp, or the event time if that is not plausible. */
    public static long ingestedAtMillis(long recordMillis, long eventMicros) {
        return isPlausible(recordMillis) ? recordMillis : Math.floorDiv(eventMicros, MICROS_PER_MILLI);
    }
}
