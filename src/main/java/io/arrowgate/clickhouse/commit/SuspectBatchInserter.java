package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.client.ArrowPayload;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.commit.InsertRetrier.Attempt;
import io.arrowgate.clickhouse.ddl.MissingTableHandler;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Inserts batches whose rows may be partly in the table or still in flight.
 *
 * <p>It checks a group of batches with one query, waits once for earlier inserts, inserts the missing rows batch by batch in order, and
 * checks with one query that they are visible. If a request fails, one batch is retried alone until it is inserted; the rest of the group
 * is then checked again, because rows may have arrived meanwhile.
 *
 * <p>For one thread.
 */
final class SuspectBatchInserter {
    private final BatchRowCheck batchRowCheck;
    private final InsertSender sender;
    private final InFlightInsertFence inFlightInsertFence;
    private final MissingRowsInserter missingRowsInserter;
    private final MissingTableHandler missingTableHandler;
    private final BatchCompletion completion;
    private final InsertMetrics metrics;

    SuspectBatchInserter(
            BatchRowCheck batchRowCheck,
            InsertSender sender,
            InFlightInsertFence inFlightInsertFence,
            MissingRowsInserter missingRowsInserter,
            MissingTableHandler missingTableHandler,
            BatchCompletion completion,
            InsertMetrics metrics) {
        this.batchRowCheck = batchRowCheck;
        this.sender = sender;
        this.inFlightInsertFence = inFlightInsertFence;
        this.missingRowsInserter = missingRowsInserter;
        this.missingTableHandler = missingTableHandler;
        this.completion = completion;
        this.metrics = metrics;
    }

    /**
     * Returns when every row of the batches is in the table, except for rejected batches.
     *
     * @return the inserted batches
     */
    List<BatchCommittable> insert(Collection<InsertProgress> batches, RejectionHandler rejections)
            throws IOException, InterruptedException {
        List<BatchCommittable> inserted = new ArrayList<>();
        Deque<InsertProgress> rest = new ArrayDeque<>(batches);
        while (!rest.isEmpty()) {
            RowCheckGroup checkedTogether = new RowCheckGroup();
            Deque<InsertProgress> next = new ArrayDeque<>();
            while (!rest.isEmpty() && checkedTogether.add(rest.element().batch())) {
                next.add(rest.remove());
            }
            new Group(next, rejections, inserted).insert();
        }
        return inserted;
    }

    /** Represents a batch without missing rows, according to its row check or to the acknowledgement of its insert. */
    private record Candidate(InsertProgress progress, int rowsPresent, boolean sent) {
        BatchCommittable batch() {
            return progress.batch();
        }
    }

    /** Holds the results of queries that confirm candidates. */
    private record Confirmation(RowIdentities visible, List<RowIdentities> onOthers) {}

    /** Inserts batches that are checked with one query. */
    private final class Group {
        private final long startNanos = System.nanoTime();
        private final Deque<InsertProgress> unchecked;
        private final Deque<Candidate> candidates = new ArrayDeque<>();
        private final RejectionHandler rejections;
        private final List<BatchCommittable> inserted;

        Group(Deque<InsertProgress> batches, RejectionHandler rejections, List<BatchCommittable> inserted) {
            this.unchecked = batches;
            this.rejections = rejections;
            this.inserted = inserted;
        }

        void insert() throws IOException, InterruptedException {
            while (!unchecked.isEmpty()) {
                try {
                    insertMissing(check());
                } catch (RequestFailedException e) {
                    retryAlone(unchecked.remove(), e);
                }
            }
            while (!candidates.isEmpty()) {
                try {
                    confirmAll(confirmation());
                } catch (RequestFailedException e) {
                    retryAlone(candidates.remove().progress(), e);
                }
            }
        }

        private RowIdentities check() throws IOException, InterruptedException {
            missingTableHandler.tableFound();
            return batchRowCheck.presentRows(
                    unchecked.stream().map(InsertProgress::batch).toList());
        }

        /** Returns early if the result of the row check is outdated. */
        private void insertMissing(RowIdentities present) throws IOException, InterruptedException {
            Instant earlierInsertsEnded = Instant.MIN;
            while (!unchecked.isEmpty()) {
                InsertProgress progress = unchecked.element();
                Optional<ArrowPayload> missing = batchRowCheck.missingRows(progress.batch(), present);
                Instant end = progress.earlierInsertsEnd();
                if (missing.isPresent() && end.isAfter(earlierInsertsEnded)) {
                    if (inFlightInsertFence.await(end)) {
                        return;
                    }
                    earlierInsertsEnded = end;
                }
                unchecked.remove();
                boolean isCandidate = missing.isEmpty() || run(progress, () -> sender.insert(progress, missing.get()));
                if (!isCandidate) {
                    return;
                }
                int rowsPresent = present.count(progress.batch().id());
                candidates.add(new Candidate(progress, rowsPresent, missing.isPresent()));
            }
        }

        private Confirmation confirmation() throws IOException, InterruptedException {
            List<BatchCommittable> sent = candidates.stream()
                    .filter(Candidate::sent)
                    .map(Candidate::batch)
                    .toList();
            List<BatchCommittable> present = candidates.stream()
                    .filter(candidate -> candidate.rowsPresent() > 0)
                    .map(Candidate::batch)
                    .toList();
            return new Confirmation(batchRowCheck.presentRows(sent), batchRowCheck.presentRowsOnOthers(present));
        }

        private void confirmAll(Confirmation confirmation) throws IOException, InterruptedException {
            while (!candidates.isEmpty()) {
                Candidate candidate = candidates.remove();
                if (run(candidate.progress(), () -> confirm(candidate, confirmation))) {
                    record(candidate.batch());
                }
            }
        }

        private void confirm(Candidate candidate, Confirmation confirmation) throws IOException, InterruptedException {
            if (candidate.sent()) {
                missingRowsInserter.requireVisible(candidate.progress(), confirmation.visible());
            }
            if (candidate.rowsPresent() > 0) {
                batchRowCheck.requireQuorum(candidate.batch(), confirmation.onOthers());
            }
            metrics.deduplicatedRows(candidate.rowsPresent());
        }

        /** Treats the failure of a query for several batches as the first attempt of one of them. */
        private void retryAlone(InsertProgress progress, RequestFailedException failure)
                throws IOException, InterruptedException {
            run(progress, () -> {
                throw failure;
            });
        }

        /**
         * Runs the first attempt, and if it fails, further ones until the batch is inserted or rejected.
         *
         * @return whether the first attempt succeeded
         */
        private boolean run(InsertProgress progress, Attempt first) throws IOException, InterruptedException {
            metrics.batchStarted();
            try {
                if (completion.run(progress, first)) {
                    return true;
                }
                record(progress.batch());
            } catch (BatchRejectedException e) {
                rejections.handle(progress.batch(), e);
            }
            return false;
        }

        private void record(BatchCommittable batch) {
            completion.record(batch, startNanos);
            inserted.add(batch);
        }
    }
}
