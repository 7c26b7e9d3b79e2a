package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.commit.InsertRetrier.Attempt;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import java.io.IOException;

/** Retries a batch until its rows are in the table, and records that. For one thread. */
final class BatchCompletion {
    private final InsertRetrier retrier;
    private final MissingRowsInserter missingRowsInserter;
    private final HighWatermarks highWatermarks;
    private final InsertMetrics metrics;

    BatchCompletion(
            InsertRetrier retrier,
            MissingRowsInserter missingRowsInserter,
            HighWatermarks highWatermarks,
            InsertMetrics metrics) {
        this.retrier = retrier;
        this.missingRowsInserter = missingRowsInserter;
        this.highWatermarks = highWatermarks;
        this.metrics = metrics;
    }

    /**
     * Runs an attempt. If it fails, checks the batch and inserts its missing rows until that succeeds.
     *
     * @return whether the first attempt succeeded
     * @throws BatchRejectedException if the batch is rejected
     */
    boolean run(InsertProgress progress, Attempt first) throws IOException, InterruptedException {
        try {
            return retrier.runUntilInserted(progress.batch(), first, () -> missingRowsInserter.insertMissing(progress));
        } finally {
            metrics.batchEnded();
        }
    }

    /** Records that every row of the batch is in the table. */
    void record(BatchCommittable batch, long startNanos) {
        highWatermarks.raise(batch.id());
        metrics.batchInserted(batch, System.nanoTime() - startNanos);
    }
}
