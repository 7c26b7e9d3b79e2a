package io.arrowgate.clickhouse;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.arrowgate.batch.JobMetrics;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** Counts what the inserts of one committer did. For its thread; gauges are read by threads of the metrics' reporters. */
final class InsertMetrics {
    private static final long NONE = Long.MIN_VALUE;

    private final InstantSource clock = InstantSource.system();
    private final Counter batches;
    private final Counter rows;
    private final Counter bytes;
    private final Counter deduplicatedRows;
    private final Histogram insertMillis;
    private final Histogram commitLatencyMillis;
    private final RetryMetrics retries;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile long newestEventMillis = NONE;

    InsertMetrics(MetricGroup group) {
        batches = group.counter("insertedBatches");
        rows = group.counter("insertedRows");
        bytes = group.counter("insertedBytes");
        // Rows of those batches that were in the table before, from an earlier attempt.
        deduplicatedRows = group.counter("deduplicatedRows");
        // From the first attempt of a batch to its end, waits included.
        insertMillis = JobMetrics.histogram(group, "insertMillis");
        // From when the sink took a batch to when its rows can be seen: the wait for the checkpoint, too.
        commitLatencyMillis = JobMetrics.histogram(group, "commitLatencyMillis");
        retries = new RetryMetrics(group);
        group.gauge("inFlightInserts", (Gauge<Integer>) inFlight::get);
        // Now minus the newest event time that this committer has brought into the table.
        group.gauge("freshnessMillis", (Gauge<Double>) this::freshnessMillis);
    }

    /** A batch was sent, or is about to be. */
    void began() {
        inFlight.incrementAndGet();
    }

    /** Whatever was waited for has come, beside the batches. */
    void waitIsOver() {
        retries.waitIsOver();
    }

    /** A batch has come to its end, whichever. */
    void ended() {
        inFlight.decrementAndGet();
        retries.waitIsOver();
    }

    void done(PendingBatch batch, long nanos) {
        batches.inc();
        rows.inc(batch.rows());
        bytes.inc(batch.content().length());
        insertMillis.update(NANOSECONDS.toMillis(nanos));
        if (batch.takenMillis() != PendingBatch.TAKEN_UNKNOWN) {
            commitLatencyMillis.update(clock.millis() - batch.takenMillis());
        }
        newestEventMillis = Math.max(newestEventMillis, batch.eventTimeMax().toEpochMilli());
    }

    void deduplicatedRows(int count) {
        deduplicatedRows.inc(count);
    }

    /** Of the batches that are done. */
    long rows() {
        return rows.getCount();
    }

    long deduplicatedRows() {
        return deduplicatedRows.getCount();
    }

    /** Another attempt has to be made. */
    void waiting(RetryCause cause) {
        retries.waiting(cause);
    }

    private double freshnessMillis() {
        long newest = newestEventMillis;
        return newest == NONE ? Double.NaN : clock.millis() - newest;
    }
}
