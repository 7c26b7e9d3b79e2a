package io.arrowgate.clickhouse;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts what the inserts of one committer did.
 *
 * @param batches whose rows are all in the table
 * @param rows of those batches
 * @param bytes of those batches, as encoded
 * @param rowsAlreadyThere rows of those batches that an earlier attempt had brought in
 * @param retries attempts that failed and were followed by another one
 * @param insertMillis time that inserts took, failed ones included, milliseconds
 */
record InsertMetrics(
        Counter batches, Counter rows, Counter bytes, Counter rowsAlreadyThere, Counter retries, Counter insertMillis) {

    static InsertMetrics registeredIn(MetricGroup group) {
        return new InsertMetrics(
                group.counter("insertedBatches"),
                group.counter("insertedRows"),
                group.counter("insertedBytes"),
                group.counter("rowsAlreadyThere"),
                group.counter("insertRetries"),
                group.counter("insertMillis"));
    }

    void done(PendingBatch batch) {
        batches.inc();
        rows.inc(batch.rows());
        bytes.inc(batch.bytes().length);
    }
}
