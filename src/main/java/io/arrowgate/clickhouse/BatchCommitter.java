package io.arrowgate.clickhouse;

import io.arrowgate.clickhouse.BatchInserter.Sent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Committer;

/**
 * Inserts the batches of a completed checkpoint: new ones side by side, as many at a time as may be in flight, and those
 * that may have been sent before one by one.
 *
 * <p>It never asks Flink to retry: Flink's own retries have no back-off and are few. {@link BatchInserter} retries
 * itself, and while it does, the source is held back.
 */
final class BatchCommitter implements Committer<PendingBatch> {
    private final BatchInserter inserter;
    private final RejectedBatches rejected;
    private final int maxInflight;

    BatchCommitter(BatchInserter inserter, RejectedBatches rejected, int maxInflight) {
        this.inserter = inserter;
        this.rejected = rejected;
        this.maxInflight = maxInflight;
    }

    @Override
    public void commit(Collection<CommitRequest<PendingBatch>> requests) throws IOException, InterruptedException {
        Deque<Sent> inFlight = new ArrayDeque<>(maxInflight);
        for (CommitRequest<PendingBatch> request : requests) {
            PendingBatch batch = request.getCommittable();
            if (inFlight.size() == maxInflight) {
                finish(inFlight.remove());
            }
            Optional<Sent> sent = inserter.sendIfNew(batch);
            if (sent.isPresent()) {
                inFlight.add(sent.get());
                continue;
            }
            finishAll(inFlight);
            accept(batch, () -> inserter.insert(batch));
        }
        finishAll(inFlight);
    }

    private void finishAll(Deque<Sent> inFlight) throws IOException, InterruptedException {
        while (!inFlight.isEmpty()) {
            finish(inFlight.remove());
        }
    }

    private void finish(Sent sent) throws IOException, InterruptedException {
        accept(sent.batch(), () -> inserter.finish(sent));
    }

    private interface Insert {
        void run() throws IOException, InterruptedException;
    }

    private void accept(PendingBatch batch, Insert insert) throws IOException, InterruptedException {
        try {
            insert.run();
        } catch (BatchRefusedException e) {
            rejected.handle(batch, e);
        }
    }

    @Override
    public void close() throws IOException {
        try (inserter;
                rejected) {
            // Both, whatever the first one throws.
        }
    }
}
