package io.arrowgate.tools.bench.rate;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Describes the latencies of probes.
 *
 * @param probes number of measured ones; 0 if none was measured
 * @param unseen number of those that did not arrive in time; they count with the time for which they were awaited
 * @param medianMillis the median
 * @param p99Millis the 99th percentile
 */
public record Latency(int probes, int unseen, long medianMillis, long p99Millis) {
    static final Latency NONE = new Latency(0, 0, 0, 0);

    /**
     * Describes the probes that were sent.
     *
     * @param millis latencies of those that arrived
     * @param sent number of all
     * @param patience for which the others were awaited at least
     */
    static Latency of(List<Long> millis, long sent, Duration patience) {
        int unseen = (int) Math.max(0, sent - millis.size());
        List<Long> sorted = Stream.concat(millis.stream(), Collections.nCopies(unseen, patience.toMillis()).stream())
                .sorted()
                .toList();
        return sorted.isEmpty() ? NONE : new Latency(sorted.size(), unseen, rank(sorted, 0.5), rank(sorted, 0.99));
    }

    /** Returns a percentile by the nearest-rank method. */
    private static long rank(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    @Override
    public String toString() {
        return probes == 0 ? "–" : "%s%,d ms".formatted(unseen == 0 ? "" : "> ", p99Millis);
    }
}
