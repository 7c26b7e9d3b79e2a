package io.arrowgate.tools.bench.rate;

import java.util.List;

/**
 * Describes the latencies of probes.
 *
 * @param probes number of measured ones; 0 if none was measured
 * @param medianMillis the median
 * @param p99Millis the 99th percentile
 */
public record Latency(int probes, long medianMillis, long p99Millis) {
    static Latency of(List<Long> millis) {
        if (millis.isEmpty()) {
            return new Latency(0, 0, 0);
        }
        List<Long> sorted = millis.stream().sorted().toList();
        return new Latency(sorted.size(), rank(sorted, 0.5), rank(sorted, 0.99));
    }

    /** Returns a percentile by the nearest-rank method. */
    private static long rank(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    @Override
    public String toString() {
        return probes == 0 ? "–" : "%,d ms".formatted(p99Millis);
    }
}
