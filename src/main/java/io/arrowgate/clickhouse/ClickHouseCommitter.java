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
 * Inserts the batches of a completed checkpoint: new batches concurrently, up to a maximum in flight, and batches that may have been sent
 * before one at a time.
 *
 * <p>It does not use Flink's retries, which are few and have no back-off. {@link BatchInserter} retries, and meanwhile backpressure stops
 * the source.
 */
public final class ClickHouseCommitter implements Committer<BatchCommittable> {
    private final BatchInserter inserter;
    private final RejectedBatchHandler rejectedBatchHandler;
    private final int maxInflight;

    public ClickHouseCommitter(BatchInserter inserter, RejectedBatchHandler rejectedBatchHandler, int maxInflight) {
        this.inserter = inserter;
        this.rejectedBatchHandler = rejectedBatchHandler;
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
            Optional<InFlightInsert> insert = inserter.sendIfNew(batch);
            if (insert.isPresent()) {
                inFlight.add(insert.get());
                continue;
            }
            finishAll(inFlight, inserted);
            complete(batch, () -> inserter.insert(batch), inserted);
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

    private void finish(InFlightInsert insert, List<BatchCommittable> inserted)
            throws IOException, InterruptedException {
        complete(insert.batch(), () -> inserter.finish(insert), inserted);
    }

    private interface Insert {
        void run() throws IOException, InterruptedException;
    }

    private void complete(BatchCommittable batch, Insert insert, List<BatchCommittable> inserted)
            throws IOException, InterruptedException {
        try {
            insert.run();
            inserted.add(batch);
        } catch (BatchRejectedException e) {
            rejectedBatchHandler.handle(batch, e);
        }
    }

    @Override
    public void close() throws IOException {
        try (inserter;
                rejectedBatchHandler) {
            // Closes both, even if the first one throws.
        }
    }
}
