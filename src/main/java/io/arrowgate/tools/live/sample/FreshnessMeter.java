package io.arrowgate.tools.live.sample;

/**
 * Measures how late the visible rows of a stream are. An idle stream is not late, however old its newest record is. When records
 * arrive again, the first of them waits from then on, so the age of the record before the pause does not count.
 */
final class FreshnessMeter {
    private static final long UNKNOWN = 0;

    private boolean active;
    private long activeSinceMillis;
    private long newestMillis;
    private long newestBeforeMillis;

    /** Records whether records arrive or are pending. */
    void record(long nowMillis, boolean nowActive) {
        if (nowActive && !active) {
            activeSinceMillis = nowMillis;
            newestBeforeMillis = newestMillis;
        }
        active = nowActive;
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
        if (!active) {
            return null;
        }
        long since = newest == newestBeforeMillis ? Math.max(newest, activeSinceMillis) : newest;
        return Math.max(0, nowMillis - since);
    }
}
