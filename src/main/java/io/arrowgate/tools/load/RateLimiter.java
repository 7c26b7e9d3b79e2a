package io.arrowgate.tools.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Limits the rate of events. After a pause it catches up, so that the average rate holds. Not thread-safe. */
public final class RateLimiter {
    private final double nanosPerEvent;
    private final long startNanos;
    private long events;

    /**
     * @param perSecond events a second; infinite for no limit
     * @param startNanos when the first event is due, on the scale of {@link System#nanoTime}
     */
    public RateLimiter(double perSecond, long startNanos) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("rate: '%s' is too small; give more than 0".formatted(perSecond));
        }
        this.nanosPerEvent = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.startNanos = startNanos;
    }

    /**
     * Waits until the next event is due.
     *
     * @param stopped ends the wait early once true and the thread is unparked
     */
    public void acquire(BooleanSupplier stopped) {
        long waitNanos = nanosUntilDue(System.nanoTime());
        while (waitNanos > 0 && !stopped.getAsBoolean()) {
            LockSupport.parkNanos(this, waitNanos);
            waitNanos = nanosUntilDue(System.nanoTime());
        }
        events++;
    }

    /** Returns the nanoseconds until the next event is due; zero or negative if it is due. */
    long nanosUntilDue(long nowNanos) {
        return startNanos + (long) (events * nanosPerEvent) - nowNanos;
    }
}
