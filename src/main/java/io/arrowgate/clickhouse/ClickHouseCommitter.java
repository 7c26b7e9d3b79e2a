package io.arrowgate.clickhouse;

import io.arrowgate.clickhouse.commit.BatchInserter;
import io.arrowgate.clickhouse.commit.BatchInserter.InFlightInsert;
import io.arrowgate.clickhouse.commit.BatchRejectedException;
import io.arrowgate.clickhouse.writer.BatchCommittable;
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
public final class ClickHouseCommitter implements Committer<BatchCommittable> {
    private final BatchInserter inserter;
    private final RejectedBatchHandler rejected;
    private final int maxInflight;

    public ClickHouseCommitter(BatchInserter inserter, RejectedBatchHandler rejected, int maxInflight) {
        this.inserter = inserter;
        this.rejected = rejected;
        this.maxInflight = maxInflight;
    }

    @Override
    public void commit(Collection<CommitRequest<BatchCommittable>> requests) throws IOException, InterruptedException {
        inserter.awaitCompatibleTable();
        List<BatchCommittable> inserted = new ArrayList<>(requests.size());
        Deque<InFlightInsert> inFlight = new ArrayDeque<>(maxInflight);
        for (CommitRequest<BatchCommittable> request : requests) {
            BatchCommittable batch = request.getCommittable();
            if (inFlight.size() == maxInflight) {
                finish(inFlight.remove(), inserted);
            }
            Optional<InFlightInsert> sent = inserter.sendIfNew(batch);
            if (sent.isPresent()) {
                inFlight.add(sent.get());
                continue;
            }
            finishAll(inFlight, inserted);
            accept(batch, () -> inserter.insert(batch), inserted);
        }
        finishAll(inFlight, inserted);
        inserter.confirm(inserted);
        for (BatchCommittable batch : inserted) {
            batch.content().delete();
        }
    }

    private void finishAll(Deque<InFlightInsert> inFlight, List<BatchCommittable> inserted)
            throws IOException, InterruptedException {
        while (!inFlight.isEmpty()) {
            finish(inFlight.remove(), inserted);
        }
    }

    private void finish(InFlightInsert sent, List<BatchCommittable> inserted) throws IOException, InterruptedException {
        accept(sent.batch(), () -> inserter.finish(sent), inserted);
    }

    private interface Insert {
        void run() throws IOException, InterruptedException;
    }

    private void accept(BatchCommittable batch, Insert insert, List<BatchCommittable> inserted)
            throws IOException, InterruptedException {
        try {
            insert.run();
            inserted.add(batch);
        } catch (BatchRejectedException e) {
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
