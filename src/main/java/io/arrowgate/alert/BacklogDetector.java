package io.arrowgate.alert;

import io.arrowgate.batch.series.SeriesSlices;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells whether a series that is silent has nothing to say, or whether its readings have simply not been read yet: the job was
 * just restored, is reading a backlog, or is held back.
 *
 * <p>All times are processing time. Kept for all series of a subtask; not in state, since a restore starts anew.
 */
final class BacklogDetector {
    /** A subtask of the batch operator that has sent nothing for so long is held back: it sends something each second. */
    static final Duration STALL = Duration.ofSeconds(5);
    /** Readings that are read so long after Kafka's timestamp are a backlog. */
    static final Duration BACKLOG = Duration.ofSeconds(10);
    /** A device whose clock is wrong is no backlog, if others are current within this time. */
    static final Duration DOUBT = Duration.ofSeconds(2);

    private final Map<Integer, Source> sources = new HashMap<>();
    private long currentSinceMillis;

    BacklogDetector(long nowMillis) {
        currentSinceMillis = nowMillis;
    }

    /** Notes a message of a subtask of the batch operator. */
    void messageReceived(SeriesSlices slices, long nowMillis) {
        Source source = sources.computeIfAbsent(slices.subtask(), subtask -> new Source(nowMillis));
        if (nowMillis - source.heardMillis > STALL.toMillis()) {
            currentSinceMillis = nowMillis;
        }
        source.heardMillis = nowMillis;
        if (slices.rows() == 0) {
            return;
        }
        if (nowMillis - slices.newestTimestampMillis() <= BACKLOG.toMillis()) {
            source.currentMillis = nowMillis;
        } else if (nowMillis - source.currentMillis > DOUBT.toMillis()) {
            currentSinceMillis = nowMillis;
        }
    }

    /** Since when whatever Kafka had has been read at once. */
    long currentSinceMillis() {
        return currentSinceMillis;
    }

    /** Whether a subtask of the batch operator is held back right now. */
    boolean isBacklogged(long nowMillis) {
        return sources.values().stream().anyMatch(source -> nowMillis - source.heardMillis > STALL.toMillis());
    }

    /** A subtask of the batch operator. */
    private static final class Source {
        private long heardMillis;
        /** When it last sent a reading that was no backlog. */
        private long currentMillis;

        Source(long nowMillis) {
            heardMillis = nowMillis;
        }
    }
}
