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
 * <p>A batch that starts above all rows of its partitions, and that nobody can have sent before, is new: it is inserted, and
 * ClickHouse's own response that reports all its rows as written is the end of it; several such may be under way. Any other
 * batch, and one whose response is anything else, is suspect: the table is asked for its rows, what is missing is inserted, and
 * the end is that the table shows every row. A response alone proves nothing then: the server may have kept the deduplication
 * token of an attempt whose rows it lost in a crash.
 *
 * <p>Every insert of a batch, also of a rest of it, has the batch's token and query id. The server remembers tokens per
 * table partition, so that whichever of two attempts comes second adds nothing, and refuses an attempt while a twin is
 * running.
 *
 * <p>For one thread; an interrupt ends every wait.
 */
public final class BatchInserter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchInserter.class);
    /** After so many acknowledgements without rows the token is taken for burnt: each was followed by a consistent read. */
    private static final int UNSEEN_BEFORE_FRESH_TOKEN = 2;

    private final ClickHouseClient client;
    private final BronzeTable table;
    private final long restoredFrom;
    private final InsertMetrics metrics;
    private final ConsistentReads reads;
    private final HighWatermarks highWatermarks;
    private final InFlightInsertFence inFlightInsertFence;
    private final TableChangeDetector guard;
    private final BatchRowCheck batchRowCheck;
    private final InsertRetrier attempts;
    private final MissingTableHandler missingTableHandler;
    /** When inserts of whatever ran before this committer have ended. */
    private final Instant predecessorsEnd;

    /**
     * @param restoredFrom the checkpoint that this committer was restored from, or {@link BatchCommittable#NOT_RESTORED}
     * @param rejections after how many rejected batches none is rejected any more
     * @param missingTableHandler what becomes of a table that is dropped or renamed
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
        guard = new TableChangeDetector(client, table);
        batchRowCheck = new BatchRowCheck(client, table, reads);
        attempts = new InsertRetrier(table.name(), settings, rejections, missingTableHandler, metrics);
        inFlightInsertFence = new InFlightInsertFence(
                client, table, settings.requestTimeout(), Sleeper.SLEEP, InstantSource.system());
        predecessorsEnd = inFlightInsertFence.latestEndOfSentInserts();
    }

    /** An insert that was begun, and of which the end is not known. */
    public record InFlightInsert(BatchCommittable batch, long startNanos, Future<Long> answer) {}

    /** Where one batch stands. */
    private static final class Progress {
        /** How often an insert was acknowledged whose rows did not show. */
        private int unseen;
        /** When every attempt before the next one has ended. */
        private Instant earlierEnd;
        /** What the latest attempt sent; null for the whole batch. */
        private ArrowPayload sent;
        /** Whether that one has failed, perhaps after its rows were in the table. */
        private boolean unacknowledged;

        Progress(Instant earlierEnd) {
            this.earlierEnd = earlierEnd;
        }
    }

    /**
     * Begins to insert a batch that is certainly new.
     *
     * @return empty if it may not be, or if the server cannot be asked: then {@link #insert} is for it
     */
    public Optional<InFlightInsert> sendIfNew(BatchCommittable batch) throws IOException, InterruptedException {
        try {
            missingTableHandler.tableFound();
            if (batch.restoredFrom() != restoredFrom || !highWatermarks.isNew(batch.id())) {
                return Optional.empty();
            }
            long start = System.nanoTime();
            Future<Long> answer = send(batch, new ArrowPayload(batch.content().read()), 0);
            metrics.batchStarted();
            return Optional.of(new InFlightInsert(batch, start, answer));
        } catch (RequestFailedException e) {
            // That one asks again.
            return Optional.empty();
        }
    }

    /** Returns when every row of the batch is in the table, and throws only if no retry will bring it there. */
    public void finish(InFlightInsert sent) throws IOException, InterruptedException {
        Progress progress = new Progress(Instant.MIN);
        tryUntilDone(sent.batch(), sent.startNanos(), progress, () -> {
            long written = await(sent.answer(), progress);
            if (written != sent.batch().rows()) {
                // A materialized view's rows are counted, too, and those of a repeat are not: only the table knows.
                LOG.debug(
                        "Batch {}: ClickHouse reports {} rows as written",
                        sent.batch().id(),
                        written);
                insertMissing(sent.batch(), progress);
            }
        });
    }

    /** As {@link #finish}, of a batch of which some rows may be in the table, or on their way to it. */
    public void insert(BatchCommittable batch) throws IOException, InterruptedException {
        Progress progress = new Progress(batch.restoredFrom() == restoredFrom ? Instant.MIN : predecessorsEnd);
        metrics.batchStarted();
        tryUntilDone(batch, System.nanoTime(), progress, () -> insertMissing(batch, progress));
    }

    private void tryUntilDone(BatchCommittable batch, long startNanos, Progress progress, Attempt first)
            throws IOException, InterruptedException {
        try {
            attempts.runUntilInserted(batch, first, () -> insertMissing(batch, progress));
        } finally {
            metrics.batchEnded();
        }
        highWatermarks.raise(batch.id());
        metrics.batchInserted(batch, System.nanoTime() - startNanos);
    }

    /** Returns when every column of the table has a type that holds the stream's values, or if the server cannot be asked. */
    public void awaitCompatibleTable() throws IOException, InterruptedException {
        attempts.runUntilTableAnswers(() -> {
            try {
                guard.check();
                missingTableHandler.look();
            } catch (RequestFailedException e) {
                if (e.isColumnTypeMismatch()) {
                    throw e;
                }
                // The inserts find out more.
            }
        });
    }

    /**
     * Returns when the rows of acknowledged batches certainly have the values that were sent: an insert does not report a value
     * that was changed to fit a column whose type was altered meanwhile.
     *
     * @param batches that were inserted since {@link #awaitCompatibleTable}
     */
    public void confirm(Collection<BatchCommittable> batches) throws IOException, InterruptedException {
        if (batches.isEmpty()) {
            return;
        }
        Map<String, String> altered = new LinkedHashMap<>();
        attempts.runUntilTableAnswers(() -> altered.putAll(guard.alteredSinceCheck()));
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
        // The server remembers the token of the rows that were deleted.
        progress.unseen = UNSEEN_BEFORE_FRESH_TOKEN;
        Attempt attempt = () -> {
            if (batchRowCheck.presentRows(batch).count() > 0 && progress.sent == null) {
                throw RequestFailedException.valuesMayBeChanged(table.name(), table.rowsOf(batch.id()), altered);
            }
            insertMissing(batch, progress);
        };
        attempts.runUntilInserted(batch, attempt, attempt);
        metrics.retryEnded();
    }

    /**
     * Repeats an insert that failed as it was, if views read the table: the server feeds them the rows again, whether or not the
     * table has them, and drops what the table and the views' targets have, by the token.
     */
    private void repeatForViews(BatchCommittable batch, Progress progress) throws IOException, InterruptedException {
        guard.check();
        if (!guard.hasViews()) {
            return;
        }
        if (!inFlightInsertFence.tokensOutliveRetries()) {
            LOG.warn(
                    "Batch {}: its insert failed, table {} remembers too few deduplication tokens to repeat it, and so its rows may be"
                            + " missing in what materialized views write. ALTER TABLE … MODIFY SETTING"
                            + " non_replicated_deduplication_window = {}",
                    batch.id(),
                    table.name(),
                    TableDdl.DEDUPLICATION_WINDOW);
            return;
        }
        ArrowPayload rows = progress.sent != null
                ? progress.sent
                : new ArrowPayload(batch.content().read());
        await(send(batch, rows, progress.unseen), progress);
    }

    private void insertMissing(BatchCommittable batch, Progress progress) throws IOException, InterruptedException {
        missingTableHandler.tableFound();
        if (progress.unacknowledged) {
            repeatForViews(batch, progress);
        }
        RowIdentities present = batchRowCheck.presentRows(batch);
        Optional<ArrowPayload> missing = batchRowCheck.missingRows(batch, present);
        if (missing.isPresent() && inFlightInsertFence.await(progress.earlierEnd)) {
            present = batchRowCheck.presentRows(batch);
            missing = batchRowCheck.missingRows(batch, present);
        }
        if (missing.isPresent()) {
            progress.sent = missing.get();
            await(send(batch, progress.sent, progress.unseen), progress);
            if (batchRowCheck
                    .missingRows(batch, batchRowCheck.presentRows(batch))
                    .isPresent()) {
                // Otherwise the rows may be on a server that did not answer, and a fresh token would duplicate them.
                progress.unseen += reads.confirmAbsence() ? 1 : 0;
                throw RequestFailedException.rowsNotVisible();
            }
        }
        if (present.count() > 0) {
            batchRowCheck.checkQuorum(batch);
        }
        metrics.deduplicatedRows(present.count());
    }

    private long await(Future<Long> answer, Progress progress) throws IOException, InterruptedException {
        try {
            long written = client.await(answer);
            progress.unacknowledged = false;
            return written;
        } catch (RequestFailedException e) {
            reads.forgetReplicas();
            progress.unacknowledged = true;
            if (e.mayStillRun()) {
                progress.earlierEnd = inFlightInsertFence.latestEndOfSentInserts();
            }
            throw e;
        }
    }

    private Future<Long> send(BatchCommittable batch, ArrowPayload rows, int unseen)
            throws IOException, InterruptedException {
        List<String> columns = table.columns(batch.id(), rows);
        int quorum = reads.quorum();
        String endpoint = client.endpoint();
        guard.checkOn(endpoint);
        return client.insert(endpoint, table.name(), columns, rows, token(batch, unseen), queryId(batch), quorum);
    }

    static String token(BatchCommittable batch, int unseen) {
        int burnt = unseen / UNSEEN_BEFORE_FRESH_TOKEN;
        return burnt == 0 ? batch.id().toString() : batch.id() + "/again-" + burnt;
    }

    /** The same for every attempt of a batch, in whatever process. */
    static String queryId(BatchCommittable batch) {
        return "arrowgate-" + UUID.nameUUIDFromBytes(batch.id().toString().getBytes(UTF_8));
    }

    @Override
    public void close() {
        client.close();
    }
}
