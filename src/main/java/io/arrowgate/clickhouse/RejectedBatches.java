package io.arrowgate.clickhouse;

import java.io.Closeable;
import java.io.IOException;

/** What becomes of the batches that ClickHouse refuses for good. */
interface RejectedBatches extends Closeable {
    /** Fails the job. */
    RejectedBatches FAIL = (batch, refusal) -> {
        throw refusal;
    };

    /** Returns only once the batch is safe. */
    void handle(PendingBatch batch, BatchRefusedException refusal) throws IOException, InterruptedException;

    @Override
    default void close() throws IOException {}
}
