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
 * Inserts the batches of a completed checkpoint in their order: new batches concurrently, up to a maximum in flight, and batches that may
 * have been sent before after a row check of all of them that follow each other.
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
        List<BatchCommittable> suspects = new ArrayList<>();
        for (CommitRequest<BatchCommittable> request : requests) {
            BatchCommittable batch = request.getCommittable();
            if (inserter.isNew(batch)) {
                insertSuspects(suspects, inserted);
                if (inFlight.size() == maxInflight) {
                    finish(inFlight.remove(), inserted);
                }
                Optional<InFlightInsert> insert = inserter.sendIfNew(batch);
                if (insert.isPresent()) {
                    inFlight.add(insert.get());
                    continue;
                }
            }
            finishAll(inFlight, inserted);
            suspects.add(batch);
        }
        finishAll(inFlight, inserted);
        insertSuspects(suspects, inserted);
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
        try {
            inserter.finish(insert);
            inserted.add(insert.batch());
        } catch (BatchRejectedException e) {
            rejectedBatchHandler.handle(insert.batch(), e);
        }
    }

    private void insertSuspects(List<BatchCommittable> suspects, List<BatchCommittable> inserted)
            throws IOException, InterruptedException {
        if (!suspects.isEmpty()) {
            inserted.addAll(inserter.insertAll(suspects, rejectedBatchHandler::handle));
            suspects.clear();
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
