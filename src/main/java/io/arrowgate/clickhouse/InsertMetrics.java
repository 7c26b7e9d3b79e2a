package io.arrowgate.clickhouse;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Counts what the inserts of one committer did. Gauges are read by threads of the metrics' reporters. */
final class InsertMetrics {
    private static final long NOT_WAITING = 0;

    private final Counter batches;
    private final Counter rows;
    private final Counter bytes;
    private final Counter rowsAlreadyThere;
    private final Counter retries;
    private final Counter insertMillis;
    private volatile long waitingSinceNanos = NOT_WAITING;

    InsertMetrics(MetricGroup group) {
        batches = group.counter("insertedBatches");
        rows = group.counter("insertedRows");
        bytes = group.counter("insertedBytes");
        // Rows of those batches that an earlier attempt had brought in.
        rowsAlreadyThere = group.counter("rowsAlreadyThere");
        // Attempts that failed and were followed by another one.
        retries = group.counter("insertRetries");
        // From the first attempt of a batch to its end, waits included.
        insertMillis = group.counter("insertMillis");
        // How long the batch at hand has been waiting for ClickHouse; 0 if none is.
        group.gauge("waitingForClickHouseMillis", (Gauge<Long>) this::waitingMillis);
    }

    void done(PendingBatch batch, long nanos) {
        batches.inc();
        rows.inc(batch.rows());
        bytes.inc(batch.content().length());
        insertMillis.inc(NANOSECONDS.toMillis(nanos));
    }

    void rowsAlreadyThere(int count) {
        rowsAlreadyThere.inc(count);
    }

    /** Of the batches that are done. */
    long rows() {
        return rows.getCount();
    }

    long rowsAlreadyThere() {
        return rowsAlreadyThere.getCount();
    }

    /** Another attempt is about to be made. */
    void waiting() {
        retries.inc();
        if (waitingSinceNanos == NOT_WAITING) {
            waitingSinceNanos = System.nanoTime();
        }
    }

    void waitIsOver() {
        waitingSinceNanos = NOT_WAITING;
    }

    private long waitingMillis() {
        long since = waitingSinceNanos;
        return since == NOT_WAITING ? 0 : NANOSECONDS.toMillis(System.nanoTime() - since);
    }
}
