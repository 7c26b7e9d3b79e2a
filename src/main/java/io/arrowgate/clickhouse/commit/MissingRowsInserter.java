package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.client.ArrowPayload;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.ddl.MissingTableHandler;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Checks one batch and inserts its missing rows. Every retry of a batch uses it. For one thread. */
final class MissingRowsInserter {
    private final BatchRowCheck batchRowCheck;
    private final InsertSender sender;
    private final InFlightInsertFence inFlightInsertFence;
    private final ConsistentReads reads;
    private final MissingTableHandler missingTableHandler;
    private final InsertMetrics metrics;

    MissingRowsInserter(
            BatchRowCheck batchRowCheck,
            InsertSender sender,
            InFlightInsertFence inFlightInsertFence,
            ConsistentReads reads,
            MissingTableHandler missingTableHandler,
            InsertMetrics metrics) {
        this.batchRowCheck = batchRowCheck;
        this.sender = sender;
        this.inFlightInsertFence = inFlightInsertFence;
        this.reads = reads;
        this.missingTableHandler = missingTableHandler;
        this.metrics = metrics;
    }

    /** Returns when the table shows every row of the batch. */
    void insertMissing(InsertProgress progress) throws IOException, InterruptedException {
        missingTableHandler.tableFound();
        if (progress.isUnacknowledged()) {
            sender.repeatForViews(progress);
        }
        BatchCommittable batch = progress.batch();
        RowIdentities present = batchRowCheck.presentRows(List.of(batch));
        Optional<ArrowPayload> missing = batchRowCheck.missingRows(batch, present);
        if (missing.isPresent() && inFlightInsertFence.await(progress.earlierInsertsEnd())) {
            present = batchRowCheck.presentRows(List.of(batch));
            missing = batchRowCheck.missingRows(batch, present);
        }
        if (missing.isPresent()) {
            sender.insert(progress, missing.get());
            requireVisible(progress, batchRowCheck.presentRows(List.of(batch)));
        }
        int rowsPresent = present.count(batch.id());
        if (rowsPresent > 0) {
            batchRowCheck.requireQuorum(batch, batchRowCheck.presentRowsOnOthers(List.of(batch)));
        }
        metrics.deduplicatedRows(rowsPresent);
    }

    /**
     * Checks that the table shows every row of a batch whose insert was acknowledged.
     *
     * @param visible result of a row check after the acknowledgement
     * @throws RequestFailedException if rows are missing
     */
    void requireVisible(InsertProgress progress, RowIdentities visible) throws IOException, InterruptedException {
        if (batchRowCheck.missingRows(progress.batch(), visible).isEmpty()) {
            return;
        }
        // The rows may be on a server that did not respond; a fresh token would then duplicate them.
        if (reads.confirmAbsence()) {
            progress.rowsAreAbsent();
        }
        throw RequestFailedException.rowsNotVisible();
    }
}
