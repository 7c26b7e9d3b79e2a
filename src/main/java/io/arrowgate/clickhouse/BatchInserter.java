package io.arrowgate.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.clickhouse.InsertAttempts.Attempt;
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
final class BatchInserter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchInserter.class);
    /** After so many acknowledgements without rows the token is taken for burnt: each was followed by a consistent read. */
    private static final int UNSEEN_BEFORE_FRESH_TOKEN = 2;

    private final ClickHouseClient client;
    private final BatchTable table;
    private final long restoredFrom;
    private final InsertMetrics metrics;
    private final ConsistentReads reads;
    private final HighWater highWater;
    private final EarlierAttempts earlierAttempts;
    private final TableGuard guard;
    private final RowCheck rowCheck;
    private final InsertAttempts attempts;
    private final MissingTable missingTable;
    /** When inserts of whatever ran before this committer have ended. */
    private final Instant predecessorsEnd;

    /**
     * @param restoredFrom the checkpoint that this committer was restored from, or {@link PendingBatch#NOT_RESTORED}
     * @param rejections after how many rejected batches none is rejected any more
     * @param missingTable what becomes of a table that is dropped or renamed
     */
    BatchInserter(
            ClickHouseClient client,
            BatchTable table,
            ClickHouseSettings settings,
            long restoredFrom,
            RejectionLimit rejections,
            MissingTable missingTable,
            InsertMetrics metrics) {
        this.client = client;
        this.table = table;
        this.restoredFrom = restoredFrom;
        this.missingTable = missingTable;
        this.metrics = metrics;
        reads = new ConsistentReads(client, settings, table.unquotedName());
        highWater = new HighWater(reads, table);
        guard = new TableGuard(client, table);
        rowCheck = new RowCheck(client, table, reads);
        attempts = new InsertAttempts(table.name(), settings, rejections, missingTable, metrics);
        earlierAttempts =
                new EarlierAttempts(client, table, settings.requestTimeout(), Pause.SLEEP, InstantSource.system());
        predecessorsEnd = earlierAttempts.endOfThoseSentByNow();
    }

    /** An insert that was begun, and of which the end is not known. */
    record Sent(PendingBatch batch, long startNanos, Future<Long> answer) {}

    /** Where one batch stands. */
    private static final class Progress {
        /** How often an insert was acknowledged whose rows did not show. */
        private int unseen;
        /** When every attempt before the next one has ended. */
        private Instant earlierEnd;
        /** What the latest attempt sent; null for the whole batch. */
        private ArrowBytes sent;
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
    Optional<Sent> sendIfNew(PendingBatch batch) throws IOException, InterruptedException {
        try {
            missingTable.seen();
            if (batch.restoredFrom() != restoredFrom || !highWater.isNew(batch.id())) {
                return Optional.empty();
            }
            long start = System.nanoTime();
            Future<Long> answer = send(batch, new ArrowBytes(batch.content().read()), 0);
            metrics.began();
            return Optional.of(new Sent(batch, start, answer));
        } catch (AttemptFailedException e) {
            // That one asks again.
            return Optional.empty();
        }
    }

    /** Returns when every row of the batch is in the table, and throws only if no retry will bring it there. */
    void finish(Sent sent) throws IOException, InterruptedException {
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
    void insert(PendingBatch batch) throws IOException, InterruptedException {
        Progress progress = new Progress(batch.restoredFrom() == restoredFrom ? Instant.MIN : predecessorsEnd);
        metrics.began();
        tryUntilDone(batch, System.nanoTime(), progress, () -> insertMissing(batch, progress));
    }

    private void tryUntilDone(PendingBatch batch, long startNanos, Progress progress, Attempt first)
            throws IOException, InterruptedException {
        try {
            attempts.untilInserted(batch, first, () -> insertMissing(batch, progress));
        } finally {
            metrics.ended();
        }
        highWater.raise(batch.id());
        metrics.done(batch, System.nanoTime() - startNanos);
    }

    /** Returns when every column of the table has a type that holds the stream's values, or if the server cannot be asked. */
    void awaitFittingTable() throws IOException, InterruptedException {
        attempts.untilTableAnswers(() -> {
            try {
                guard.check();
                missingTable.look();
            } catch (AttemptFailedException e) {
                if (e.isAboutTypes()) {
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
     * @param batches that were inserted since {@link #awaitFittingTable}
     */
    void confirm(Collection<PendingBatch> batches) throws IOException, InterruptedException {
        if (batches.isEmpty()) {
            return;
        }
        Map<String, String> altered = new LinkedHashMap<>();
        attempts.untilTableAnswers(() -> altered.putAll(guard.alteredSinceCheck()));
        if (altered.isEmpty()) {
            return;
        }
        awaitFittingTable();
        for (PendingBatch batch : batches) {
            if (rowCheck.hasValues(batch, altered.keySet())) {
                replace(batch, altered);
            }
        }
    }

    /** Waits until the rows of the batch have been deleted, then inserts them again. */
    private void replace(PendingBatch batch, Map<String, String> altered) throws IOException, InterruptedException {
        Progress progress = new Progress(Instant.MIN);
        // The server remembers the token of the rows that were deleted.
        progress.unseen = UNSEEN_BEFORE_FRESH_TOKEN;
        Attempt attempt = () -> {
            if (rowCheck.present(batch).count() > 0 && progress.sent == null) {
                throw AttemptFailedException.valuesMayDiffer(table, batch.id(), altered);
            }
            insertMissing(batch, progress);
        };
        attempts.untilInserted(batch, attempt, attempt);
        metrics.waitIsOver();
    }

    /**
     * Repeats an insert that failed as it was, if views read the table: the server feeds them the rows again, whether or not the
     * table has them, and drops what the table and the views' targets have, by the token.
     */
    private void repeatForViews(PendingBatch batch, Progress progress) throws IOException, InterruptedException {
        guard.check();
        if (!guard.hasViews()) {
            return;
        }
        if (!earlierAttempts.tokensSuffice()) {
            LOG.warn(
                    "Batch {}: its insert failed, table {} remembers too few deduplication tokens to repeat it, and so its rows may be"
                            + " missing in what materialized views write. ALTER TABLE … MODIFY SETTING"
                            + " non_replicated_deduplication_window = {}",
                    batch.id(),
                    table.name(),
                    TableDdl.DEDUPLICATION_WINDOW);
            return;
        }
        ArrowBytes rows = progress.sent != null
                ? progress.sent
                : new ArrowBytes(batch.content().read());
        await(send(batch, rows, progress.unseen), progress);
    }

    private void insertMissing(PendingBatch batch, Progress progress) throws IOException, InterruptedException {
        missingTable.seen();
        if (progress.unacknowledged) {
            repeatForViews(batch, progress);
        }
        RowIdentities present = rowCheck.present(batch);
        Optional<ArrowBytes> missing = rowCheck.missing(batch, present);
        if (missing.isPresent() && earlierAttempts.await(progress.earlierEnd)) {
            present = rowCheck.present(batch);
            missing = rowCheck.missing(batch, present);
        }
        if (missing.isPresent()) {
            progress.sent = missing.get();
            await(send(batch, progress.sent, progress.unseen), progress);
            if (rowCheck.missing(batch, rowCheck.present(batch)).isPresent()) {
                // Otherwise the rows may be on a server that did not answer, and a fresh token would duplicate them.
                progress.unseen += reads.proveAbsence() ? 1 : 0;
                throw AttemptFailedException.rowsDoNotShow();
            }
        }
        if (present.count() > 0) {
            rowCheck.checkCopies(batch);
        }
        metrics.deduplicatedRows(present.count());
    }

    private long await(Future<Long> answer, Progress progress) throws IOException, InterruptedException {
        try {
            long written = client.await(answer);
            progress.unacknowledged = false;
            return written;
        } catch (AttemptFailedException e) {
            reads.forgetReplicas();
            progress.unacknowledged = true;
            if (e.mayStillRun()) {
                progress.earlierEnd = earlierAttempts.endOfThoseSentByNow();
            }
            throw e;
        }
    }

    private Future<Long> send(PendingBatch batch, ArrowBytes rows, int unseen)
            throws IOException, InterruptedException {
        List<String> columns = table.columns(batch.id(), rows);
        int quorum = reads.quorum();
        String endpoint = client.endpoint();
        guard.checkOn(endpoint);
        return client.insert(endpoint, table.name(), columns, rows, token(batch, unseen), queryId(batch), quorum);
    }

    static String token(PendingBatch batch, int unseen) {
        int burnt = unseen / UNSEEN_BEFORE_FRESH_TOKEN;
        return burnt == 0 ? batch.id().toString() : batch.id() + "/again-" + burnt;
    }

    /** The same for every attempt of a batch, in whatever process. */
    static String queryId(PendingBatch batch) {
        return "arrowgate-" + UUID.nameUUIDFromBytes(batch.id().toString().getBytes(UTF_8));
    }

    @Override
    public void close() {
        client.close();
    }
}
