package io.arrowgate.alert;

import io.arrowgate.batch.series.SeriesSlices;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Distinguishes an absent series from one whose readings have not been read yet, because the job was just restored, is
 * reading a backlog, or is stalled by backpressure.
 *
 * <p>All times are processing time. One instance serves all series of a subtask. Not part of state: a restore creates a
 * new one.
 */
final class BacklogDetector {
    /**
     * A subtask of the batch operator sends a message each second; one that has sent nothing for this long is stalled.
     */
    static final Duration STALL = Duration.ofSeconds(5);
    /** Readings processed this long after their Kafka timestamp are a backlog. */
    static final Duration BACKLOG = Duration.ofSeconds(10);
    /** Tolerates devices with a wrong clock, if the subtask also sends current readings within this time. */
    static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private final Map<Integer, Source> sources = new HashMap<>();
    private long currentSinceMillis;

    BacklogDetector(long nowMillis) {
        currentSinceMillis = nowMillis;
    }

    /** Records a message from a subtask of the batch operator. */
    void messageReceived(SeriesSlices slices, long nowMillis) {
        Source source = sources.computeIfAbsent(slices.subtask(), subtask -> new Source(nowMillis));
        if (nowMillis - source.lastMessageMillis > STALL.toMillis()) {
            currentSinceMillis = nowMillis;
        }
        source.lastMessageMillis = nowMillis;
        if (slices.rows() == 0) {
            return;
        }
        if (nowMillis - slices.newestTimestampMillis() <= BACKLOG.toMillis()) {
            source.lastCurrentMillis = nowMillis;
        } else if (nowMillis - source.lastCurrentMillis > CLOCK_TOLERANCE.toMillis()) {
            currentSinceMillis = nowMillis;
        }
    }

    /** Returns the time since which all readings have been processed without a backlog. */
    long currentSinceMillis() {
        return currentSinceMillis;
    }

    /** Returns whether a subtask of the batch operator is stalled at this time. */
    boolean isStalled(long nowMillis) {
        return sources.values().stream().anyMatch(source -> nowMillis - source.lastMessageMillis > STALL.toMillis());
    }

    /** Tracks one subtask of the batch operator. */
    private static final class Source {
        private long lastMessageMillis;
        /** Processing time of its last reading that was not a backlog. */
        private long lastCurrentMillis;

        Source(long nowMillis) {
            lastMessageMillis = nowMillis;
        }
    }
}
