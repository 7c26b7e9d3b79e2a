package io.arrowgate.local.fault;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts the requests that came to each phase, and lets a thread wait for one. */
public final class ProxyEvents {
    private final Map<Phase, Integer> counts = new EnumMap<>(Phase.class);

    synchronized void add(Phase phase) {
        counts.merge(phase, 1, Integer::sum);
        notifyAll();
    }

    public synchronized int count(Phase phase) {
        return counts.getOrDefault(phase, 0);
    }

    /** Waits until that many requests have come to the phase since the proxy began; false if they do not in time. */
    public synchronized boolean await(Phase phase, int count, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (count(phase) < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
