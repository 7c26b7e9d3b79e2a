package io.arrowgate.batch;

import java.time.Duration;

/**
 * Decides when a batch closes by its age. A batch that reaches the maximum age stays open for a checkpoint that is due within that time
 * again: rows become visible at the checkpoint, so closing earlier would only make more and smaller batches. Times are processing time in
 * milliseconds.
 */
final class AgeLimit {
    private final long maxAge;
    private final long checkpointInterval;
    private long lastBarrier;

    AgeLimit(Duration maxAge, Duration checkpointInterval) {
        this.maxAge = maxAge.toMillis();
        this.checkpointInterval = checkpointInterval.toMillis();
        // Before the first barrier no checkpoint is expected.
        lastBarrier = Long.MIN_VALUE / 2;
    }

    /** Records a checkpoint barrier. */
    void barrier(long now) {
        lastBarrier = now;
    }

    /** Returns when a batch that begins now reaches its age, which is when to call {@link #extend}. */
    long reachedAt(long now) {
        return now + maxAge;
    }

    /**
     * Returns until when a batch that has reached its age stays open; the current time if it closes. A checkpoint may be late by the
     * maximum age. If it is later, the second call returns the current time.
     */
    long extend(long now) {
        long untilCheckpoint = lastBarrier + checkpointInterval - now;
        boolean isDueSoon = untilCheckpoint > 0 && untilCheckpoint <= maxAge;
        return isDueSoon ? now + untilCheckpoint + maxAge : now;
    }
}
