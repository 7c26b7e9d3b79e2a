package io.arrowgate.clickhouse.commit;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.arrowgate.clickhouse.client.RetryCause;
import io.arrowgate.clickhouse.client.RetryMetrics;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.common.JobMetricGroups;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** Counts what the inserts of one committer did. For its thread; gauges are read by threads of the metrics' reporters. */
public final class InsertMetrics {
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

    public InsertMetrics(MetricGroup group) {
        batches = group.counter("insertedBatches");
        rows = group.counter("insertedRows");
        bytes = group.counter("insertedBytes");
        // Rows of those batches that were in the table before, from an earlier attempt.
        deduplicatedRows = group.counter("deduplicatedRows");
        // From the first attempt of a batch to its end, waits included.
        insertMillis = JobMetricGroups.histogram(group, "insertMillis");
        // From when the sink took a batch to when its rows can be seen: the wait for the checkpoint, too.
        commitLatencyMillis = JobMetricGroups.histogram(group, "commitLatencyMillis");
        retries = new RetryMetrics(group);
        group.gauge("inFlightInserts", (Gauge<Integer>) inFlight::get);
        // Now minus the newest event time that this committer has brought into the table.
        group.gauge("freshnessMillis", (Gauge<Double>) this::freshnessMillis);
    }

    /** A batch was sent, or is about to be. */
    void batchStarted() {
        inFlight.incrementAndGet();
    }

    /** Whatever was waited for has come, beside the batches. */
    void retryEnded() {
        retries.retryEnded();
    }

    /** A batch has come to its end, whichever. */
    void batchEnded() {
        inFlight.decrementAndGet();
        retries.retryEnded();
    }

    void batchInserted(BatchCommittable batch, long nanos) {
        batches.inc();
        rows.inc(batch.rows());
        bytes.inc(batch.content().length());
        insertMillis.update(NANOSECONDS.toMillis(nanos));
        if (batch.takenMillis() != BatchCommittable.TAKEN_UNKNOWN) {
            commitLatencyMillis.update(clock.millis() - batch.takenMillis());
        }
        newestEventMillis = Math.max(newestEventMillis, batch.eventTimeMax().toEpochMilli());
    }

    void deduplicatedRows(int count) {
        deduplicatedRows.inc(count);
    }

    /** Of the batches that are done. */
    public long rows() {
        return rows.getCount();
    }

    public long deduplicatedRows() {
        return deduplicatedRows.getCount();
    }

    /** Another attempt has to be made. */
    void retryScheduled(RetryCause cause) {
        retries.retryScheduled(cause);
    }

    private double freshnessMillis() {
        long newest = newestEventMillis;
        return newest == NONE ? Double.NaN : clock.millis() - newest;
    }
}
