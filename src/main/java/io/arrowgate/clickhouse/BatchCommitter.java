package io.arrowgate.clickhouse;

import io.arrowgate.clickhouse.BatchInserter.Sent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
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
        inserter.awaitFittingTable();
        List<PendingBatch> inserted = new ArrayList<>(requests.size());
        Deque<Sent> inFlight = new ArrayDeque<>(maxInflight);
        for (CommitRequest<PendingBatch> request : requests) {
            PendingBatch batch = request.getCommittable();
            if (inFlight.size() == maxInflight) {
                finish(inFlight.remove(), inserted);
            }
            Optional<Sent> sent = inserter.sendIfNew(batch);
            if (sent.isPresent()) {
                inFlight.add(sent.get());
                continue;
            }
            finishAll(inFlight, inserted);
            accept(batch, () -> inserter.insert(batch), inserted);
        }
        finishAll(inFlight, inserted);
        inserter.confirm(inserted);
        for (PendingBatch batch : inserted) {
            batch.content().delete();
        }
    }

    private void finishAll(Deque<Sent> inFlight, List<PendingBatch> inserted) throws IOException, InterruptedException {
        while (!inFlight.isEmpty()) {
            finish(inFlight.remove(), inserted);
        }
    }

    private void finish(Sent sent, List<PendingBatch> inserted) throws IOException, InterruptedException {
        accept(sent.batch(), () -> inserter.finish(sent), inserted);
    }

    private interface Insert {
        void run() throws IOException, InterruptedException;
    }

    private void accept(PendingBatch batch, Insert insert, List<PendingBatch> inserted)
            throws IOException, InterruptedException {
        try {
            insert.run();
            inserted.add(batch);
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
