package io.arrowgate.alert;

import java.time.Duration;

/**
 * How many alerts of one rule fired in the current minute of processing time. Part of savepoints, as a POJO of Flink's.
 *
 * @param beginMillis of the minute
 * @param fired in it
 * @param beyond the limit, of these
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
