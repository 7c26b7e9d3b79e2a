package io.arrowgate.clickhouse;

import io.arrowgate.config.ClickHouseSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Repeats attempts at one table, with back-off, until one succeeds.
 *
 * <p>It gives up in two cases: the batch itself is rejected, by the client's own judgement or by the server's repeated one, or
 * {@code clickhouse.retry.max-duration} is over. For one thread; an interrupt ends every wait.
 */
final class InsertAttempts {
    private final String table;
    private final ClickHouseSettings settings;
    private final RejectionLimit rejections;
    private final MissingTable missingTable;
    private final InsertMetrics metrics;

    /**
     * Creates the attempts of one committer.
     *
     * @param table quoted, with its database
     * @param rejections after how many rejected batches none is rejected any more
     * @param missingTable what becomes of a table that is dropped or renamed
     */
    InsertAttempts(
            String table,
            ClickHouseSettings settings,
            RejectionLimit rejections,
            MissingTable missingTable,
            InsertMetrics metrics) {
        this.table = table;
        this.settings = settings;
        this.rejections = rejections;
        this.missingTable = missingTable;
        this.metrics = metrics;
    }

    /** Does one thing that may fail. */
    interface Attempt {
        /**
         * Makes one attempt.
         *
         * @throws AttemptFailedException if another one may succeed
         */
        void run() throws IOException, InterruptedException;
    }

    /**
     * Returns when every row of the batch is in the table.
     *
     * @param next every attempt but the first
     * @throws BatchRefusedException if the batch is rejected
     * @throws BatchInsertException if the time is over
     */
    void untilInserted(PendingBatch batch, Attempt first, Attempt next) throws IOException, InterruptedException {
        Retry retry = newRetry();
        Attempt attempt = first;
        AttemptFailedException previous = null;
        while (true) {
            try {
                attempt.run();
                rejections.inserted();
                return;
            } catch (AttemptFailedException e) {
                awaitNext(batch, e, previous, retry);
                previous = e;
                attempt = next;
            }
        }
    }

    /** Returns when an attempt that is about the table, not about one batch, has succeeded. */
    void untilTableAnswers(Attempt attempt) throws IOException, InterruptedException {
        Retry retry = newRetry();
        while (true) {
            try {
                attempt.run();
                metrics.waitIsOver();
                return;
            } catch (AttemptFailedException e) {
                metrics.waiting(e.retryCause());
                if (!retry.awaitNext("Table " + table, e.messageWithRemedy())) {
                    throw new BatchInsertException(
                            "Table %s could not be used for %s (clickhouse.retry.max-duration): %s"
                                    .formatted(table, settings.retryMaxDuration(), e.finalMessage()),
                            e);
                }
            }
        }
    }

    private Retry newRetry() {
        return new Retry(settings, Pause.SLEEP, InstantSource.system(), RandomGenerator.getDefault());
    }

    private void awaitNext(
            PendingBatch batch, AttemptFailedException failure, AttemptFailedException previous, Retry retry)
            throws IOException, InterruptedException {
        boolean rejected = isRejection(failure, previous);
        if (rejected && !rejections.isReached()) {
            rejections.rejected();
            throw new BatchRefusedException(
                    "ClickHouse rejects batch %s (%d rows) for table %s: %s"
                            .formatted(batch.id(), batch.rows(), table, failure.messageWithRemedy()),
                    failure);
        }
        String reason = rejected ? failure.getMessage() + ". " + rejections.remedy() : reason(failure);
        metrics.waiting(rejected ? RetryCause.REJECTED_BATCHES : failure.retryCause());
        String what = "Batch %s of table %s".formatted(batch.id(), table);
        if (isFaultOfTheJob(failure) || !retry.awaitNext(what, reason)) {
            throw new BatchInsertException(
                    "%s is not inserted after %s of retries: %s"
                            .formatted(
                                    what,
                                    settings.retryMaxDuration(),
                                    failure.remedy().isEmpty() ? failure.finalMessage() : reason),
                    failure);
        }
    }

    private String reason(AttemptFailedException failure) throws InterruptedException {
        try {
            return failure.isMissingTable() ? missingTable.handle(failure) : failure.messageWithRemedy();
        } catch (AttemptFailedException e) {
            return failure.messageWithRemedy();
        }
    }

    private static boolean isRejection(AttemptFailedException failure, AttemptFailedException previous) {
        return switch (failure.kind()) {
            case PERMANENT -> !isFaultOfTheJob(failure);
            case BATCH_CONTENT -> failure.confirms(previous);
            case TRANSIENT, CONNECTION_OR_TABLE -> false;
        };
    }

    private static boolean isFaultOfTheJob(AttemptFailedException failure) {
        return failure.kind() == FailureKind.PERMANENT && failure.retryCause() != RetryCause.BATCH_CONTENT;
    }
}
