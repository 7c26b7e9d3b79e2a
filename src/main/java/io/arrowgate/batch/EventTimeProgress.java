package io.arrowgate.batch;

import java.time.Duration;
import java.util.Arrays;

/**
 * How far a subtask has come in event time, in all and in each partition.
 *
 * <p>Written by the task thread; any thread may ask for the newest event time. Bound: eight bytes a partition.
 */
final class EventTimeProgress {
    /** An event that is further behind the newest of its partition than this is late; exactly so far is not. */
    static final Duration ALLOWANCE = Duration.ofMinutes(10);

    /** In place of an event time. */
    static final long NONE = Long.MIN_VALUE;

    private static final long ALLOWANCE_MICROS = ALLOWANCE.toMillis() * 1_000;

    private long[] newestMicros = new long[0];
    private long newestOfAllMicros = NONE;

    /**
     * Takes in the next event of a partition.
     *
     * @param micros its event time, since 1970-01-01T00:00:00Z
     * @return whether it is late
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

    /** In microseconds since 1970-01-01T00:00:00Z; {@link #NONE} before the first event. */
    long newestMicros() {
        return newestOfAllMicros;
    }
}
