package io.arrowgate.clickhouse;

import io.arrowgate.clickhouse.commit.BatchRejectedException;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import java.io.Closeable;
import java.io.IOException;

/** Handles batches that ClickHouse permanently rejects. */
public interface RejectedBatchHandler extends Closeable {
    /** Fails the job. */
    RejectedBatchHandler FAIL = (batch, rejection) -> {
        throw rejection;
    };

    /** Returns only when the batch is stored durably elsewhere. */
    void handle(BatchCommittable batch, BatchRejectedException rejection) throws IOException, InterruptedException;

    @Override
    default void close() throws IOException {}
}
