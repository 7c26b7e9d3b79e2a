package io.arrowgate.clickhouse;

import io.arrowgate.clickhouse.commit.BatchRejectedException;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import java.io.Closeable;
import java.io.IOException;

/** What becomes of the batches that ClickHouse refuses for good. */
public interface RejectedBatchHandler extends Closeable {
    /** Fails the job. */
    RejectedBatchHandler FAIL = (batch, refusal) -> {
        throw refusal;
    };

    /** Returns only once the batch is safe. */
    void handle(BatchCommittable batch, BatchRejectedException refusal) throws IOException, InterruptedException;

    @Override
    default void close() throws IOException {}
}
