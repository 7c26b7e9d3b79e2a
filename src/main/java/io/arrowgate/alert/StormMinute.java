package io.arrowgate.alert;

import java.time.Duration;

/**
 * Counts the firing alerts of one rule in the current minute of processing time. Stored in savepoints as a Flink POJO.
 *
 * @param beginMillis of the minute
 * @param fired in it
 * @param beyond number of these beyond the limit
 */
public record StormMinute(long beginMillis, int fired, int beyond) {
    private static final long MILLIS = Duration.ofMinutes(1).toMillis();

    static StormMinute at(long nowMillis) {
        return new StormMinute(nowMillis, 0, 0);
    }

    boolean isOver(long nowMillis) {
        return nowMillis >= endMillis();
    }

    long endMillis() {
        return beginMillis + MILLIS;
    }

    StormMinute count(int limit) {
        return new StormMinute(beginMillis, fired + 1, fired >= limit ? beyond + 1 : beyond);
    }
}
