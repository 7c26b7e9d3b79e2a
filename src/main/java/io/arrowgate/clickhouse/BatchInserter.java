package io.arrowgate.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.config.ClickHouseSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a batch rows of the table exactly once, however often it is tried.
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

    private static final String GENERAL_REMEDY = ". Bring ClickHouse back, or raise clickhouse.retry.max-duration.";
    /** Bound of the Arrow memory for taking one batch apart. */
    private static final long ARROW_MEMORY_BYTES = 512L << 20;

    private final ClickHouseClient client;
    private final BatchTable table;
    private final ClickHouseSettings settings;
    private final long restoredFrom;
    private final InsertMetrics metrics;
    private final ConsistentReads reads;
    private final HighWater highWater;
    private final EarlierAttempts earlierAttempts;
    private final TableGuard guard;
    private final RejectionLimit rejections;
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
        this.settings = settings;
        this.restoredFrom = restoredFrom;
        this.rejections = rejections;
        this.missingTable = missingTable;
        this.metrics = metrics;
        reads = new ConsistentReads(client, settings, table.unquotedName());
        highWater = new HighWater(reads, table);
        guard = new TableGuard(client, table);
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
        /** Of the attempt before; null at first. */
        private AttemptFailedException lastFailure;

        Progress(Instant earlierEnd) {
            this.earlierEnd = earlierEnd;
        }
    }

    private interface Attempt {
        void run() throws IOException, InterruptedException;
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
        Retry retry = new Retry(settings, Pause.SLEEP, InstantSource.system(), RandomGenerator.getDefault());
        Attempt attempt = first;
        try {
            while (!succeeds(attempt, batch, progress, retry)) {
                attempt = () -> insertMissing(batch, progress);
            }
        } finally {
            metrics.ended();
        }
        rejections.inserted();
        highWater.raise(batch.id());
        metrics.done(batch, System.nanoTime() - startNanos);
    }

    /** Returns when every column of the table has a type that holds the stream's values, or if the server cannot be asked. */
    void awaitFittingTable() throws IOException, InterruptedException {
        untilTableDone(() -> {
            try {
                guard.check();
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
        untilTableDone(() -> altered.putAll(guard.alteredSinceCheck()));
        if (altered.isEmpty()) {
            return;
        }
        awaitFittingTable();
        for (PendingBatch batch : batches) {
            if (hasValues(batch, altered.keySet())) {
                replace(batch, altered);
            }
        }
    }

    private static boolean hasValues(PendingBatch batch, Set<String> columns) throws IOException {
        try (BufferAllocator allocator = new RootAllocator(ARROW_MEMORY_BYTES)) {
            return new RestOfBatch(allocator)
                    .hasValues(new ArrowBytes(batch.content().read()), columns);
        } catch (FileNotFoundException e) {
            return false; // Its rows were in the table long before.
        }
    }

    /** Returns when somebody has deleted the rows of the batch, and they are there anew. */
    private void replace(PendingBatch batch, Map<String, String> altered) throws IOException, InterruptedException {
        Progress progress = new Progress(Instant.MIN);
        // The server remembers the token of the rows that were deleted.
        progress.unseen = UNSEEN_BEFORE_FRESH_TOKEN;
        Retry retry = new Retry(settings, Pause.SLEEP, InstantSource.system(), RandomGenerator.getDefault());
        Attempt attempt = () -> {
            if (present(batch).count() > 0 && progress.sent == null) {
                throw AttemptFailedException.valuesMayDiffer(table, batch.id(), altered);
            }
            insertMissing(batch, progress);
        };
        while (!succeeds(attempt, batch, progress, retry)) {
            // Again.
        }
        metrics.waitIsOver();
    }

    private void untilTableDone(Attempt attempt) throws IOException, InterruptedException {
        Retry retry = new Retry(settings, Pause.SLEEP, InstantSource.system(), RandomGenerator.getDefault());
        while (true) {
            try {
                attempt.run();
                metrics.waitIsOver();
                return;
            } catch (AttemptFailedException e) {
                metrics.waiting(e.retryCause());
                if (!retry.awaitNext("Table " + table.name(), e.messageWithRemedy())) {
                    throw new BatchInsertException(
                            "Table %s could not be used for %s (clickhouse.retry.max-duration): %s"
                                    .formatted(table.name(), settings.retryMaxDuration(), e.messageWithRemedy()),
                            e);
                }
            }
        }
    }

    private boolean succeeds(Attempt attempt, PendingBatch batch, Progress progress, Retry retry)
            throws IOException, InterruptedException {
        try {
            attempt.run();
            return true;
        } catch (AttemptFailedException e) {
            boolean rejected = isRejection(e, progress);
            if (rejected && !rejections.isReached()) {
                rejections.rejected();
                throw new BatchRefusedException(
                        "ClickHouse rejects batch %s (%d rows) for table %s: %s"
                                .formatted(batch.id(), batch.rows(), table.name(), e.messageWithRemedy()),
                        e);
            }
            progress.lastFailure = e;
            String reason = rejected ? e.getMessage() + ". " + rejections.remedy() : reason(e);
            metrics.waiting(rejected ? RetryCause.REJECTED_BATCHES : e.retryCause());
            String what = "Batch %s of table %s".formatted(batch.id(), table.name());
            if (isFaultOfTheJob(e) || !retry.awaitNext(what, reason)) {
                throw new BatchInsertException(
                        "%s is not inserted after %s of retries: %s%s"
                                .formatted(
                                        what,
                                        settings.retryMaxDuration(),
                                        reason,
                                        e.remedy().isEmpty() ? GENERAL_REMEDY : ""),
                        e);
            }
            return false;
        }
    }

    private String reason(AttemptFailedException failure) throws InterruptedException {
        try {
            return failure.isMissingTable() ? missingTable.handle(failure) : failure.messageWithRemedy();
        } catch (AttemptFailedException e) {
            return failure.messageWithRemedy();
        }
    }

    /** Whether the batch itself can never be inserted, by the client's own judgement or by the server's repeated one. */
    private static boolean isRejection(AttemptFailedException e, Progress progress) {
        return switch (e.kind()) {
            case PERMANENT -> !isFaultOfTheJob(e);
            case BATCH_CONTENT -> e.confirms(progress.lastFailure);
            case TRANSIENT, CONNECTION_OR_TABLE -> false;
        };
    }

    private static boolean isFaultOfTheJob(AttemptFailedException e) {
        return e.kind() == FailureKind.PERMANENT && e.retryCause() != RetryCause.BATCH_CONTENT;
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
        RowIdentities present = present(batch);
        Optional<ArrowBytes> missing = missing(batch, present);
        if (missing.isPresent() && earlierAttempts.await(progress.earlierEnd)) {
            present = present(batch);
            missing = missing(batch, present);
        }
        if (missing.isPresent()) {
            progress.sent = missing.get();
            await(send(batch, progress.sent, progress.unseen), progress);
            if (missing(batch, present(batch)).isPresent()) {
                // Otherwise the rows may be on a server that did not answer, and a fresh token would duplicate them.
                progress.unseen += reads.proveAbsence() ? 1 : 0;
                throw AttemptFailedException.rowsDoNotShow();
            }
        }
        if (present.count() > 0) {
            checkCopies(batch);
        }
        metrics.rowsAlreadyThere(present.count());
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

    /** Rows that no acknowledgement stands for may be on one replica only: as many have to show them as an insert would wait for. */
    private void checkCopies(PendingBatch batch) throws IOException, InterruptedException {
        int quorum = reads.quorum();
        if (quorum < 2 || client.otherEndpoints().size() + 1 < quorum) {
            return;
        }
        int copies = 1;
        for (RowIdentities there : reads.queryOthers(table.rowCheckQuery(batch), RowIdentities::decode)) {
            copies += missing(batch, there).isEmpty() ? 1 : 0;
        }
        if (copies < quorum) {
            throw AttemptFailedException.tooFewCopies(copies, quorum);
        }
    }

    private RowIdentities present(PendingBatch batch) throws IOException, InterruptedException {
        return reads.query(table.rowCheckQuery(batch), RowIdentities::decode);
    }

    private Optional<ArrowBytes> missing(PendingBatch batch, RowIdentities present) throws IOException {
        ArrowBytes whole;
        try {
            whole = new ArrowBytes(batch.content().read());
        } catch (FileNotFoundException e) {
            checkThatFileIsNotNeeded(batch, present, e);
            return Optional.empty();
        }
        if (present.count() == 0) {
            return Optional.of(whole);
        }
        try (BufferAllocator allocator = new RootAllocator(ARROW_MEMORY_BYTES)) {
            return new RestOfBatch(allocator).without(present, whole);
        }
    }

    /** A spilled batch's file is deleted when all its rows are in the table. */
    private void checkThatFileIsNotNeeded(PendingBatch batch, RowIdentities present, FileNotFoundException e)
            throws SpilledBatchGoneException {
        if (present.count() < batch.rows()) {
            throw new SpilledBatchGoneException(
                    ("The file of batch %s is gone (%s), but table %s has only %d of its %d rows. If they were removed on"
                                    + " purpose, restore a newer state; else bring the file back.")
                            .formatted(batch.id(), e.getMessage(), table.name(), present.count(), batch.rows()),
                    e);
        }
    }

    private Future<Long> send(PendingBatch batch, ArrowBytes rows, int unseen)
            throws IOException, InterruptedException {
        List<String> columns = table.columns(batch.id(), rows);
        return client.insert(table.name(), columns, rows, token(batch, unseen), queryId(batch), reads.quorum());
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
