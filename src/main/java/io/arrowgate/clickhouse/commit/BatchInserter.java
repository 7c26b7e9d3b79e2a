package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.client.Sleeper;
import io.arrowgate.clickhouse.commit.InsertRetrier.Attempt;
import io.arrowgate.clickhouse.ddl.MissingTableHandler;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.config.ClickHouseSettings;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inserts each batch exactly once, across retries and restarts.
 *
 * <ul>
 *   <li>A batch is new if it starts above the high watermarks of its partitions and no earlier attempt can have sent it. It is
 *       inserted, and is complete once ClickHouse reports all its rows as written. Several such inserts may be in flight.
 *   <li>For any other batch, and after any other response, the inserter runs the row check, inserts the missing rows, and repeats that
 *       until the table shows every row. The response proves nothing here: after a crash, the server may remember the deduplication
 *       token of an insert whose rows it lost.
 * </ul>
 *
 * <p>For one thread. An interrupt ends every wait.
 */
public final class BatchInserter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchInserter.class);

    private final ClickHouseClient client;
    private final BronzeTable table;
    private final long restoredFrom;
    private final InsertMetrics metrics;
    private final HighWatermarks highWatermarks;
    private final TableChangeDetector tableChangeDetector;
    private final BatchRowCheck batchRowCheck;
    private final InsertSender sender;
    private final MissingRowsInserter missingRowsInserter;
    private final InsertRetrier retrier;
    private final BatchCompletion completion;
    private final SuspectBatchInserter suspectBatchInserter;
    private final MissingTableHandler missingTableHandler;
    /** Time after which no insert of an earlier process can still arrive. */
    private final Instant earlierInsertsEnd;

    /**
     * @param restoredFrom the checkpoint that this committer was restored from, or {@link BatchCommittable#NOT_RESTORED}
     * @param rejections limits consecutive rejected batches
     * @param missingTableHandler handles a table that is dropped or renamed
     */
    public BatchInserter(
            ClickHouseClient client,
            BronzeTable table,
            ClickHouseSettings settings,
            long restoredFrom,
            RejectionLimit rejections,
            MissingTableHandler missingTableHandler,
            InsertMetrics metrics) {
        this.client = client;
        this.table = table;
        this.restoredFrom = restoredFrom;
        this.missingTableHandler = missingTableHandler;
        this.metrics = metrics;
        ConsistentReads reads = new ConsistentReads(client, settings, table.unquotedName());
        highWatermarks = new HighWatermarks(reads, table);
        tableChangeDetector = new TableChangeDetector(client, table);
        batchRowCheck = new BatchRowCheck(client, table, tableChangeDetector, reads);
        InFlightInsertFence inFlightInsertFence = new InFlightInsertFence(
                client, table, settings.requestTimeout(), Sleeper.SLEEP, InstantSource.system());
        sender = new InsertSender(client, table, reads, tableChangeDetector, batchRowCheck, inFlightInsertFence);
        missingRowsInserter = new MissingRowsInserter(
                batchRowCheck, sender, inFlightInsertFence, reads, missingTableHandler, metrics);
        retrier = new InsertRetrier(table.name(), settings, rejections, missingTableHandler, metrics);
        completion = new BatchCompletion(retrier, missingRowsInserter, highWatermarks, metrics);
        suspectBatchInserter = new SuspectBatchInserter(
                batchRowCheck,
                sender,
                inFlightInsertFence,
                missingRowsInserter,
                missingTableHandler,
                completion,
                metrics);
        earlierInsertsEnd = inFlightInsertFence.latestEndOfSentInserts();
    }

    /** Represents an insert whose response has not been awaited. */
    public record InFlightInsert(BatchCommittable batch, long startNanos, Future<Long> writtenRows) {}

    /**
     * Starts the insert of a batch if it is certainly new.
     *
     * @return empty if rows of the batch may be in the table, or if the server is unavailable; then use {@link #insert}
     */
    public Optional<InFlightInsert> sendIfNew(BatchCommittable batch) throws IOException, InterruptedException {
        if (!isNew(batch)) {
            return Optional.empty();
        }
        try {
            long start = System.nanoTime();
            Future<Long> writtenRows = sender.sendFirst(batch);
            metrics.batchStarted();
            return Optional.of(new InFlightInsert(batch, start, writtenRows));
        } catch (RequestFailedException e) {
            // insert() sends the request again and classifies its failure.
            return Optional.empty();
        }
    }

    /** Returns whether the batch is certainly new. Returns false also if the server is unavailable. */
    public boolean isNew(BatchCommittable batch) throws IOException, InterruptedException {
        try {
            missingTableHandler.tableFound();
            return batch.restoredFrom() == restoredFrom && highWatermarks.isNew(batch.id());
        } catch (RequestFailedException e) {
            // insert() sends the request again and classifies its failure.
            return false;
        }
    }

    /** Returns when every row of the batch is in the table. Throws only if no retry can succeed or retries are exhausted. */
    public void finish(InFlightInsert insert) throws IOException, InterruptedException {
        BatchCommittable batch = insert.batch();
        InsertProgress progress = new InsertProgress(batch, Instant.MIN);
        completion.run(progress, () -> {
            long writtenRows = sender.await(insert.writtenRows(), progress);
            if (writtenRows != batch.rows()) {
                // The count includes rows of materialized views and excludes deduplicated rows: check the table.
                LOG.debug("Batch {}: ClickHouse reports {} rows as written", batch.id(), writtenRows);
                missingRowsInserter.insertMissing(progress);
            }
        });
        completion.record(batch, insert.startNanos());
    }

    /** Inserts a batch whose rows may be partly in the table or still in flight; returns and throws like {@link #finish}. */
    public void insert(BatchCommittable batch) throws IOException, InterruptedException {
        insertAll(List.of(batch), (rejected, reason) -> {
            throw reason;
        });
    }

    /**
     * Inserts batches whose rows may be partly in the table or still in flight. Checks them together.
     *
     * @param rejections handles batches that ClickHouse rejects
     * @return the batches whose rows are in the table: all except the rejected ones
     */
    public List<BatchCommittable> insertAll(Collection<BatchCommittable> batches, RejectionHandler rejections)
            throws IOException, InterruptedException {
        return suspectBatchInserter.insert(batches.stream().map(this::progress).toList(), rejections);
    }

    private InsertProgress progress(BatchCommittable batch) {
        return new InsertProgress(batch, batch.restoredFrom() == restoredFrom ? Instant.MIN : earlierInsertsEnd);
    }

    /** Waits until every column type of the table can hold the stream's values. Returns also if the server is unavailable. */
    public void awaitCompatibleTable() throws IOException, InterruptedException {
        retrier.runUntilTableResponds(() -> {
            try {
                missingTableHandler.refresh(tableChangeDetector.check());
            } catch (RequestFailedException e) {
                if (e.isColumnTypeMismatch()) {
                    throw e;
                }
                // The inserts retry and report the failure.
            }
        });
    }

    /**
     * Returns when the rows of acknowledged batches certainly have the values that were sent. An insert does not report that it
     * converted a value to fit a column whose type was altered meanwhile.
     *
     * @param batches inserted since {@link #awaitCompatibleTable}
     */
    public void confirm(Collection<BatchCommittable> batches) throws IOException, InterruptedException {
        if (batches.isEmpty()) {
            return;
        }
        Map<String, String> altered = new LinkedHashMap<>();
        retrier.runUntilTableResponds(() -> altered.putAll(tableChangeDetector.alteredSinceCheck()));
        if (altered.isEmpty()) {
            return;
        }
        awaitCompatibleTable();
        for (BatchCommittable batch : batches) {
            if (batchRowCheck.hasValues(batch, altered.keySet())) {
                replace(batch, altered);
            }
        }
    }

    /** Waits until the rows of the batch have been deleted, then inserts them again. */
    private void replace(BatchCommittable batch, Map<String, String> altered) throws IOException, InterruptedException {
        InsertProgress progress = new InsertProgress(batch, Instant.MIN);
        // The server remembers the token of the deleted rows.
        progress.discardToken();
        Attempt attempt = () -> {
            if (batchRowCheck.presentRows(List.of(batch)).count(batch.id()) > 0 && !progress.hasSentMissingRows()) {
                throw RequestFailedException.valuesMayBeChanged(
                        table.name(), table.rowsOf(batch.id(), tableChangeDetector.hasRowColumn()), altered);
            }
            missingRowsInserter.insertMissing(progress);
        };
        retrier.runUntilInserted(batch, attempt, attempt);
        metrics.retryEnded();
    }

    @Override
    public void close() {
        client.close();
    }
}
