package io.arrowgate.clickhouse.client;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Counts insert retries by cause and measures how long the present ones have lasted. One thread writes; any may read. */
public final class RetryMetrics {
    private static final long NOT_WAITING = 0;

    private final Map<RetryCause, Counter> retries = new EnumMap<>(RetryCause.class);
    private volatile long waitingSinceNanos = NOT_WAITING;

    public RetryMetrics(MetricGroup group) {
        // Attempts that failed and were followed by another one.
        for (RetryCause cause : RetryCause.values()) {
            retries.put(cause, group.addGroup("cause", cause.label()).counter("insertRetries"));
        }
        // Time since the first failed attempt of the present retries; 0 if there are none.
        group.gauge("retryDurationMillis", (Gauge<Long>) this::waitingMillis);
    }

    /** An attempt has failed, and another one has to be made. */
    public void retryScheduled(RetryCause cause) {
        retries.get(cause).inc();
        if (waitingSinceNanos == NOT_WAITING) {
            waitingSinceNanos = System.nanoTime();
        }
    }

    public void retryEnded() {
        waitingSinceNanos = NOT_WAITING;
    }

    private long waitingMillis() {
        long since = waitingSinceNanos;
        return since == NOT_WAITING ? 0 : NANOSECONDS.toMillis(System.nanoTime() - since);
    }
}
