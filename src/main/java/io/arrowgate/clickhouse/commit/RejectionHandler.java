package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.writer.BatchCommittable;
import java.io.IOException;

/** Handles a batch that ClickHouse rejects permanently. */
@FunctionalInterface
public interface RejectionHandler {
    /** Returns if the batch is handled, so that the others can be inserted. */
    void handle(BatchCommittable batch, BatchRejectedException reason) throws IOException, InterruptedException;
}
