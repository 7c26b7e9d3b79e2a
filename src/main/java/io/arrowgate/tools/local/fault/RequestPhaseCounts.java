package io.arrowgate.tools.local.fault;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts the requests that reached each phase, and lets threads wait for a count. */
public final class RequestPhaseCounts {
    private final Map<RequestPhase, Integer> counts = new EnumMap<>(RequestPhase.class);

    synchronized void add(RequestPhase requestPhase) {
        counts.merge(requestPhase, 1, Integer::sum);
        notifyAll();
    }

    public synchronized int count(RequestPhase requestPhase) {
        return counts.getOrDefault(requestPhase, 0);
    }

    /** Waits until this number of requests has reached the phase since the start of the proxy; false if not in time. */
    public synchronized boolean await(RequestPhase requestPhase, int count, Duration limit)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (count(requestPhase) < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
