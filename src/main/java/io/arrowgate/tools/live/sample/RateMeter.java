package io.arrowgate.tools.live.sample;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Computes the rate of a counter over a window of several seconds. Batches and metrics arrive about once a second, so that a
 * rate between two readings would fluctuate.
 */
final class RateMeter {
    private record Reading(long millis, double count) {}

    private final long windowMillis;
    private final Deque<Reading> readings = new ArrayDeque<>();

    RateMeter(Duration window) {
        windowMillis = window.toMillis();
    }

    /** Records a reading of the counter; null is ignored. */
    void record(long millis, Double count) {
        if (count == null) {
            return;
        }
        // Counters start from zero when their operator restarts.
        if (!readings.isEmpty() && count < readings.getLast().count()) {
            readings.clear();
        }
        readings.addLast(new Reading(millis, count));
        while (readings.size() > 2 && readings.getFirst().millis() < millis - windowMillis) {
            readings.removeFirst();
        }
    }

    /** Returns the growth of the counter within the window; null before the second reading. */
    Double growth() {
        return readings.size() < 2
                ? null
                : readings.getLast().count() - readings.getFirst().count();
    }

    Double perSecond() {
        Double growth = growth();
        return growth == null
                ? null
                : growth
                        * 1_000
                        / Math.max(
                                1,
                                readings.getLast().millis()
                                        - readings.getFirst().millis());
    }
}
