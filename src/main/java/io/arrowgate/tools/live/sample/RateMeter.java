package io.arrowgate.tools.live.sample;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How fast a counter runs, over the last seconds: batches and metrics come in steps of about one, which a rate from one look to
 * the next would show as jumps.
 */
final class RateMeter {
    private record Look(long millis, double count) {}

    private final long windowMillis;
    private final Deque<Look> looks = new ArrayDeque<>();

    RateMeter(Duration window) {
        windowMillis = window.toMillis();
    }

    /** Notes what the counter is at; null if that is not known now. */
    void record(long millis, Double count) {
        if (count == null) {
            return;
        }
        // Counters begin anew with their operator.
        if (!looks.isEmpty() && count < looks.getLast().count()) {
            looks.clear();
        }
        looks.addLast(new Look(millis, count));
        while (looks.size() > 2 && looks.getFirst().millis() < millis - windowMillis) {
            looks.removeFirst();
        }
    }

    /** By how much the counter has grown within the window; null as long as that is not known. */
    Double growth() {
        return looks.size() < 2
                ? null
                : looks.getLast().count() - looks.getFirst().count();
    }

    Double perSecond() {
        Double growth = growth();
        return growth == null
                ? null
                : growth
                        * 1_000
                        / Math.max(
                                1, looks.getLast().millis() - looks.getFirst().millis());
    }
}
