package io.arrowgate.tools.live;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Decides when a poll is due: at its interval while a page is open, and rarely or never otherwise, because a poll costs CPU in the job and
 * in ClickHouse. Not thread-safe.
 */
final class PollingPace {
    /** Shorter than the age at which {@code LatestResponse} reports a server as unavailable. */
    static final Duration WITHOUT_PAGES = Duration.ofSeconds(30);

    private final BooleanSupplier hasPages;
    private final LongSupplier nanoTime;
    private final long intervalNanos;
    private final long intervalWithoutPagesNanos;
    private long lastNanos;
    private boolean started;

    private PollingPace(
            BooleanSupplier hasPages, LongSupplier nanoTime, Duration interval, long intervalWithoutPagesNanos) {
        this.hasPages = hasPages;
        this.nanoTime = nanoTime;
        this.intervalNanos = interval.toNanos();
        this.intervalWithoutPagesNanos = intervalWithoutPagesNanos;
    }

    /** Creates the pace of polls that the charts' history needs: at {@link #WITHOUT_PAGES} while no page is open. */
    static PollingPace ofHistory(BooleanSupplier hasPages, LongSupplier nanoTime, Duration interval) {
        return new PollingPace(hasPages, nanoTime, interval, WITHOUT_PAGES.toNanos());
    }

    /** Creates the pace of polls whose latest result suffices: none while no page is open. */
    static PollingPace ofLatest(BooleanSupplier hasPages, LongSupplier nanoTime, Duration interval) {
        return new PollingPace(hasPages, nanoTime, interval, Long.MAX_VALUE);
    }

    /** Returns whether a poll is due, and starts the next interval if so. The first one with an open page is due at once. */
    boolean isDue() {
        long now = nanoTime.getAsLong();
        long interval = hasPages.getAsBoolean() ? intervalNanos : intervalWithoutPagesNanos;
        if (started ? now - lastNanos < interval : interval == Long.MAX_VALUE) {
            return false;
        }
        started = true;
        lastNanos = now;
        return true;
    }
}
