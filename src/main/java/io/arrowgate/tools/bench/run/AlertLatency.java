package io.arrowgate.tools.bench.run;

import java.util.List;

/**
 * How long it takes from a reading that is produced to its alert in a reader of the topic.
 *
 * @param eventsPerSecond that were sent
 * @param alerts how many were measured
 * @param medianMillis half of them took no longer
 * @param p99Millis of a hundred, ninety-nine took no longer
 * @param maxMillis the longest
 */
public record AlertLatency(double eventsPerSecond, int alerts, long medianMillis, long p99Millis, long maxMillis) {
    static AlertLatency of(double eventsPerSecond, List<Long> millis) {
        if (millis.isEmpty()) {
            throw new IllegalArgumentException("millis: there is no alert to measure");
        }
        List<Long> sorted = millis.stream().sorted().toList();
        return new AlertLatency(
                eventsPerSecond, sorted.size(), rank(sorted, 0.5), rank(sorted, 0.99), sorted.get(sorted.size() - 1));
    }

    /** The nearest rank. */
    private static long rank(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
