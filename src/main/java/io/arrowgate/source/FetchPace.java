package io.arrowgate.source;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides when a consumer that has caught up polls again. Without pauses it polls each batch that a producer sends, which costs broker,
 * fetcher and task more than the records themselves.
 *
 * <p>Polls come in pairs, because the consumer prefetches: the first poll of a pair returns what arrived shortly after the last pair, the
 * second one everything since. A pair that returned fewer records than one full poll has caught up, and the next pair begins
 * {@link #INTERVAL} after it began. So a record is delayed by the interval at most, and not at all if none arrived before it.
 *
 * <p>For one thread.
 */
final class FetchPace {
    static final Duration INTERVAL = Duration.ofMillis(100);

    private final int fullPoll;
    private final LongSupplier nanoClock;
    private long begunNanos;
    private long records;
    private boolean isSecond;

    /**
     * @param fullPoll number of records from which on a pair has not caught up
     * @param nanoClock such as {@link System#nanoTime}
     */
    FetchPace(int fullPoll, LongSupplier nanoClock) {
        this.fullPoll = fullPoll;
        this.nanoClock = nanoClock;
    }

    /** Records a poll that returned, with its number of records. Returns how long to pause before the next one. */
    Duration afterPoll(long polled) {
        if (!isSecond) {
            begunNanos = nanoClock.getAsLong();
            records = 0;
        }
        records += polled;
        isSecond = !isSecond;
        boolean continues = isSecond || records >= fullPoll;
        long pause = continues ? 0 : INTERVAL.toNanos() - (nanoClock.getAsLong() - begunNanos);
        return Duration.ofNanos(Math.max(0, pause));
    }
}
