package io.arrowgate.tools.live.sample;

import java.time.Duration;

/**
 * Measures how late the visible rows of a stream are. An idle stream is not late, however old its newest record is. When records
 * arrive again, the first of them waits from then on, so the age of the record before the pause does not count.
 */
final class FreshnessMeter {
    /** Bridges pauses of slow producers, and counters that Flink updates late. */
    private static final Duration IDLE_AFTER = Duration.ofSeconds(5);

    private static final long UNKNOWN = 0;

    private boolean busy;
    private long recordedMillis;
    private long busySinceMillis;
    private long busyUntilMillis;
    private long newestMillis;
    private long newestBeforeMillis;

    /**
     * Records the state of the stream.
     *
     * @param nowBusy whether records have arrived since the last call, or are pending
     */
    void record(long nowMillis, boolean nowBusy) {
        if (nowBusy && isIdle()) {
            busySinceMillis = nowMillis;
            newestBeforeMillis = newestMillis;
        }
        recordedMillis = nowMillis;
        busyUntilMillis = nowBusy ? nowMillis : busyUntilMillis;
        busy = nowBusy;
    }

    private boolean isIdle() {
        return busyUntilMillis == UNKNOWN || recordedMillis - busyUntilMillis > IDLE_AFTER.toMillis();
    }

    /**
     * Returns the age of the newest visible record; null if the stream is idle.
     *
     * @param newest Kafka timestamp of that record
     */
    Long ageMillis(long nowMillis, long newest) {
        if (newestMillis == UNKNOWN) {
            newestBeforeMillis = newest;
        }
        newestMillis = newest;
        if (isIdle()) {
            return null;
        }
        long since = newest == newestBeforeMillis ? Math.max(newest, busySinceMillis) : newest;
        // Once nothing is pending, all records that have arrived are visible.
        long until = busy ? nowMillis : busyUntilMillis;
        return Math.max(0, until - since);
    }
}
