package io.arrowgate.clickhouse.commit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.clickhouse.client.ArrowPayload;
import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.client.Sleeper;
import io.arrowgate.clickhouse.commit.InsertRetrier.Attempt;
import io.arrowgate.clickhouse.ddl.MissingTableHandler;
import io.arrowgate.clickhouse.ddl.TableDdl;
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
import java.util.UUID;
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
 * <p>Every insert of a batch, including one of missing rows only, has the batch's token and query id. The server remembers tokens per
 * table partition, so the later of two retrier adds nothing, and it rejects an attempt while another one is running.
 *
 * <p>For one thread. An interrupt ends every wait.
 */
public final class BatchInserter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchInserter.class);
    /** Number of acknowledged inserts without visible rows, each confirmed by a consistent read, before a fresh token is used. */
    private static final int INVISIBLE_INSERTS_BEFORE_FRESH_TOKEN = 2;

    private final ClickHouseClient client;
    private final BronzeTable table;
    private final long restoredFrom;
    private final InsertMetrics metrics;
    private final ConsistentReads reads;
    private final HighWatermarks highWatermarks;
    private final InFlightInsertFence inFlightInsertFence;
    private final TableChangeDetector tableChangeDetector;
    private final BatchRowCheck batchRowCheck;
    private final InsertRetrier retrier;
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
        reads = new ConsistentReads(client, settings, table.unquotedName());
        highWatermarks = new HighWatermarks(reads, table);
        tableChangeDetector = new TableChangeDetector(client, table);
        batchRowCheck = new BatchRowCheck(client, table, reads);
        retrier = new InsertRetrier(table.name(), settings, rejections, missingTableHandler, metrics);
        inFlightInsertFence = new InFlightInsertFence(
                client, table, settings.requestTimeout(), Sleeper.SLEEP, InstantSource.system());
        earlierInsertsEnd = inFlightInsertFence.latestEndOfSentInserts();
    }

    /** Represents an insert whose response has not been awaited. */
    public record InFlightInsert(BatchCommittable batch, long startNanos, Future<Long> writtenRows) {}

    /** Holds the state of one batch's attempts. */
    private static final class Progress {
        /** Number of acknowledged inserts whose rows were not visible afterwards. */
        private int invisibleInserts;
        /** Time after which no earlier attempt can still arrive. */
        private Instant earlierInsertsEnd;
        /** Payload of the latest attempt; null for the whole batch. */
        private ArrowPayload lastPayload;
        /** Whether the latest attempt failed, possibly after its rows were written. */
        private boolean unacknowledged;

        Progress(Instant earlierInsertsEnd) {
            this.earlierInsertsEnd = earlierInsertsEnd;
        }
    }

    /**
     * Starts the insert of a batch if it is certainly new.
     *
     * @return empty if rows of the batch may be in the table, or if the server is unavailable; then use {@link #insert}
     */
    public Optional<InFlightInsert> sendIfNew(BatchCommittable batch) throws IOException, InterruptedException {
        try {
            missingTableHandler.tableFound();
            if (batch.restoredFrom() != restoredFrom || !highWatermarks.isNew(batch.id())) {
                return Optional.empty();
            }
            long start = System.nanoTime();
            Future<Long> writtenRows =
                    send(batch, new ArrowPayload(batch.content().read()), 0);
            metrics.batchStarted();
            return Optional.of(new InFlightInsert(batch, start, writtenRows));
        } catch (RequestFailedException e) {
            // insert() sends the request again and classifies its failure.
            return Optional.empty();
        }
    }

    /** Returns when every row of the batch is in the table. Throws only if no retry can succeed or retries are exhausted. */
    public void finish(InFlightInsert insert) throws IOException, InterruptedException {
        Progress progress = new Progress(Instant.MIN);
        retryUntilInserted(insert.batch(), insert.startNanos(), progress, () -> {
            long writtenRows = await(insert.writtenRows(), progress);
            if (writtenRows != insert.batch().rows()) {
                // The count includes rows of materialized views and excludes deduplicated rows: check the table.
                LOG.debug(
                        "Batch {}: ClickHouse reports {} rows as written",
                        insert.batch().id(),
                        writtenRows);
                insertMissing(insert.batch(), progress);
            }
        });
    }

    /** Inserts a batch whose rows may be partly in the table or still in flight; returns and throws like {@link #finish}. */
    public void insert(BatchCommittable batch) throws IOException, InterruptedException {
        Progress progress = new Progress(batch.restoredFrom() == restoredFrom ? Instant.MIN : earlierInsertsEnd);
        metrics.batchStarted();
        retryUntilInserted(batch, System.nanoTime(), progress, () -> insertMissing(batch, progress));
    }

    private void retryUntilInserted(BatchCommittable batch, long startNanos, Progress progress, Attempt first)
            throws IOException, InterruptedException {
        try {
            retrier.runUntilInserted(batch, first, () -> insertMissing(batch, progress));
        } finally {
            metrics.batchEnded();
        }
        highWatermarks.raise(batch.id());
        metrics.batchInserted(batch, System.nanoTime() - startNanos);
    }

    /** Waits until every column type of the table can hold the stream's values. Returns also if the server is unavailable. */
    public void awaitCompatibleTable() throws IOException, InterruptedException {
        retrier.runUntilTableResponds(() -> {
            try {
                tableChangeDetector.check();
                missingTableHandler.refresh();
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
        Progress progress = new Progress(Instant.MIN);
        // The server remembers the token of the deleted rows.
        progress.invisibleInserts = INVISIBLE_INSERTS_BEFORE_FRESH_TOKEN;
        Attempt attempt = () -> {
            if (batchRowCheck.presentRows(batch).count() > 0 && progress.lastPayload == null) {
                throw RequestFailedException.valuesMayBeChanged(table.name(), table.rowsOf(batch.id()), altered);
            }
            insertMissing(batch, progress);
        };
        retrier.runUntilInserted(batch, attempt, attempt);
        metrics.retryEnded();
    }

    /**
     * Repeats a failed insert unchanged if materialized views read the table. The server feeds the rows to the views even if the table
     * already has them, and deduplicates by token in the table and in the views' targets.
     */
    private void repeatForViews(BatchCommittable batch, Progress progress) throws IOException, InterruptedException {
        tableChangeDetector.check();
        if (!tableChangeDetector.hasViews()) {
            return;
        }
        if (!inFlightInsertFence.tokensOutliveRetries()) {
            LOG.warn(
                    "Batch {}: its insert failed and is not repeated for materialized views, because table {} remembers too few"
                            + " deduplication tokens. Rows may be missing in the views' targets. ALTER TABLE … MODIFY SETTING"
                            + " non_replicated_deduplication_window = {}",
                    batch.id(),
                    table.name(),
                    TableDdl.DEDUPLICATION_WINDOW);
            return;
        }
        ArrowPayload payload = progress.lastPayload != null
                ? progress.lastPayload
                : new ArrowPayload(batch.content().read());
        await(send(batch, payload, progress.invisibleInserts), progress);
    }

    private void insertMissing(BatchCommittable batch, Progress progress) throws IOException, InterruptedException {
        missingTableHandler.tableFound();
        if (progress.unacknowledged) {
            repeatForViews(batch, progress);
        }
        RowIdentities present = batchRowCheck.presentRows(batch);
        Optional<ArrowPayload> missing = batchRowCheck.missingRows(batch, present);
        if (missing.isPresent() && inFlightInsertFence.await(progress.earlierInsertsEnd)) {
            present = batchRowCheck.presentRows(batch);
            missing = batchRowCheck.missingRows(batch, present);
        }
        if (missing.isPresent()) {
            progress.lastPayload = missing.get();
            await(send(batch, progress.lastPayload, progress.invisibleInserts), progress);
            if (batchRowCheck
                    .missingRows(batch, batchRowCheck.presentRows(batch))
                    .isPresent()) {
                // The rows may be on a server that did not respond; a fresh token would then duplicate them.
                progress.invisibleInserts += reads.confirmAbsence() ? 1 : 0;
                throw RequestFailedException.rowsNotVisible();
            }
        }
        if (present.count() > 0) {
            batchRowCheck.checkQuorum(batch);
        }
        metrics.deduplicatedRows(present.count());
    }

    private long await(Future<Long> response, Progress progress) throws IOException, InterruptedException {
        try {
            long writtenRows = client.await(response);
            progress.unacknowledged = false;
            return writtenRows;
        } catch (RequestFailedException e) {
            reads.forgetReplicas();
            progress.unacknowledged = true;
            if (e.mayStillRun()) {
                progress.earlierInsertsEnd = inFlightInsertFence.latestEndOfSentInserts();
            }
            throw e;
        }
    }

    private Future<Long> send(BatchCommittable batch, ArrowPayload payload, int invisibleInserts)
            throws IOException, InterruptedException {
        List<String> columns = table.columns(batch.id(), payload);
        int quorum = reads.quorum();
        String endpoint = client.endpoint();
        tableChangeDetector.checkOn(endpoint);
        return client.insert(
                endpoint, table.name(), columns, payload, token(batch, invisibleInserts), queryId(batch), quorum);
    }

    static String token(BatchCommittable batch, int invisibleInserts) {
        int discardedTokens = invisibleInserts / INVISIBLE_INSERTS_BEFORE_FRESH_TOKEN;
        return discardedTokens == 0 ? batch.id().toString() : batch.id() + "/again-" + discardedTokens;
    }

    /** Returns the query id of a batch, the same for every attempt and process. */
    static String queryId(BatchCommittable batch) {
        return "arrowgate-" + UUID.nameUUIDFromBytes(batch.id().toString().getBytes(UTF_8));
    }

    @Override
    public void close() {
        client.close();
    }
}
