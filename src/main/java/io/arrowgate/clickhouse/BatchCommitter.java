package io.arrowgate.clickhouse;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;

/**
 * Inserts the batches of a completed checkpoint, in order.
 *
 * <p>It never asks Flink to retry: Flink's own retries have no back-off and are few. {@link BatchInserter} retries
 * itself, and while it does, the source is held back.
 */
final class BatchCommitter implements Committer<PendingBatch> {
    private final BatchInserter inserter;

    BatchCommitter(BatchInserter inserter) {
        this.inserter = inserter;
    }

    @Override
    public void commit(Collection<CommitRequest<PendingBatch>> requests) throws IOException, InterruptedException {
        for (CommitRequest<PendingBatch> request : requests) {
            inserter.insert(request.getCommittable());
        }
    }

    @Override
    public void close() {
        inserter.close();
    }
}
