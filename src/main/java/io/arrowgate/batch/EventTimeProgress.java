package io.arrowgate.batch;

import java.time.Duration;
import java.util.Arrays;

/**
 * Tracks the newest event time of a subtask, overall and for each partition.
 *
 * <p>The task thread writes; any thread may read the newest event time. Takes eight bytes for each partition.
 */
final class EventTimeProgress {
    /** An event more than this behind the newest of its partition is late. */
    static final Duration ALLOWANCE = Duration.ofMinutes(10);

    /** Marks the absence of an event time. */
    static final long NONE = Long.MIN_VALUE;

    private static final long ALLOWANCE_MICROS = ALLOWANCE.toMillis() * 1_000;

    private long[] newestMicros = new long[0];
    private long newestOfAllMicros = NONE;

    /**
     * Records the next event of a partition.
     *
     * @param micros its event time, since 1970-01-01T00:00:00Z
     * @return true if it is late
     */
    boolean recordAndCheckLate(int partition, long micros) {
        if (partition >= newestMicros.length) {
            int known = newestMicros.length;
            newestMicros = Arrays.copyOf(newestMicros, partition + 1);
            Arrays.fill(newestMicros, known, newestMicros.length, NONE);
        }
        long newest = newestMicros[partition];
        if (micros > newest) {
            newestMicros[partition] = micros;
            newestOfAllMicros = Math.max(newestOfAllMicros, micros);
            return false;
        }
        return newest - micros > ALLOWANCE_MICROS;
    }

    /** Returns the newest event time in microseconds since 1970-01-01T00:00:00Z; {@link #NONE} before the first event. */
    long newestMicros() {
        return newestOfAllMicros;
    }
}
