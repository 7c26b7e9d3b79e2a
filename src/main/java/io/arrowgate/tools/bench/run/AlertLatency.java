package io.arrowgate.tools.bench.run;

import java.util.List;

/**
 * Describes the latency from producing a reading to consuming its alert from the topic.
 *
 * @param eventsPerSecond produced
 * @param alerts number of measured alerts
 * @param medianMillis the median
 * @param p99Millis the 99th percentile
 * @param maxMillis the maximum
 */
public record AlertLatency(double eventsPerSecond, int alerts, long medianMillis, long p99Millis, long maxMillis) {
    static AlertLatency of(double eventsPerSecond, List<Long> millis) {
        if (millis.isEmpty()) {
            throw new IllegalArgumentException("millis: the list is empty; at least one alert must be measured");
        }
        List<Long> sorted = millis.stream().sorted().toList();
        return new AlertLatency(
                eventsPerSecond, sorted.size(), rank(sorted, 0.5), rank(sorted, 0.99), sorted.get(sorted.size() - 1));
    }

    /** Returns a percentile by the nearest-rank method. */
    private static long rank(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
