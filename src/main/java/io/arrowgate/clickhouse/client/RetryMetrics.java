package io.arrowgate.clickhouse.client;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Counts insert retries by cause and measures the duration of the current retries. One thread writes, any thread may read. */
public final class RetryMetrics {
    private static final long NOT_RETRYING = 0;

    private final Map<RetryCause, Counter> retries = new EnumMap<>(RetryCause.class);
    private volatile long retryingSinceNanos = NOT_RETRYING;

    public RetryMetrics(MetricGroup group) {
        // Failed attempts that were retried.
        for (RetryCause cause : RetryCause.values()) {
            retries.put(cause, group.addGroup("cause", cause.label()).counter("insertRetries"));
        }
        // Time since the first failed attempt of the current retries; 0 without retries.
        group.gauge("retryDurationMillis", (Gauge<Long>) this::retryMillis);
    }

    /** Records that an attempt failed and will be retried. */
    public void retryScheduled(RetryCause cause) {
        retries.get(cause).inc();
        if (retryingSinceNanos == NOT_RETRYING) {
            retryingSinceNanos = System.nanoTime();
        }
    }

    /** Records that no retry is pending any more. */
    public void retryEnded() {
        retryingSinceNanos = NOT_RETRYING;
    }

    private long retryMillis() {
        long since = retryingSinceNanos;
        return since == NOT_RETRYING ? 0 : NANOSECONDS.toMillis(System.nanoTime() - since);
    }
}
