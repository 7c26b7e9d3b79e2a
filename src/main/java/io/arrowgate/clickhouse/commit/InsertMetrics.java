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

/** Records the metrics of one committer's inserts. The committer's thread writes; metric reporters read from other threads. */
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
        // Rows of inserted batches that were in the table already, from an earlier attempt.
        deduplicatedRows = group.counter("deduplicatedRows");
        // From the first attempt of a batch to its completion, including back-off.
        insertMillis = JobMetricGroups.histogram(group, "insertMillis");
        // From the time when the writer received a batch until its rows are visible, including the time until the
        // checkpoint.
        commitLatencyMillis = JobMetricGroups.histogram(group, "commitLatencyMillis");
        retries = new RetryMetrics(group);
        group.gauge("inFlightInserts", (Gauge<Integer>) inFlight::get);
        // Current time minus the newest event time that this committer has inserted.
        group.gauge("freshnessMillis", (Gauge<Double>) this::freshnessMillis);
    }

    /** Records that an insert of a batch was sent or is about to be sent. */
    void batchStarted() {
        inFlight.incrementAndGet();
    }

    /** Records the end of retries that do not belong to a batch. */
    void retryEnded() {
        retries.retryEnded();
    }

    /** Records that a batch was inserted, rejected or failed. */
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

    /** Returns the rows of all inserted batches. */
    public long rows() {
        return rows.getCount();
    }

    /** Returns how many of {@link #rows} were in the table already. */
    public long deduplicatedRows() {
        return deduplicatedRows.getCount();
    }

    /** Records that an attempt failed and will be retried. */
    void retryScheduled(RetryCause cause) {
        retries.retryScheduled(cause);
    }

    private double freshnessMillis() {
        long newest = newestEventMillis;
        return newest == NONE ? Double.NaN : clock.millis() - newest;
    }
}
