package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.client.FailureKind;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.client.RetryBackoff;
import io.arrowgate.clickhouse.client.RetryCause;
import io.arrowgate.clickhouse.client.Sleeper;
import io.arrowgate.clickhouse.ddl.MissingTableHandler;
import io.arrowgate.clickhouse.writer.BatchCommittable;
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
final class InsertRetrier {
    private final String table;
    private final ClickHouseSettings settings;
    private final RejectionLimit rejections;
    private final MissingTableHandler missingTableHandler;
    private final InsertMetrics metrics;

    /**
     * Creates the attempts of one committer.
     *
     * @param table quoted, with its database
     * @param rejections after how many rejected batches none is rejected any more
     * @param missingTableHandler what becomes of a table that is dropped or renamed
     */
    InsertRetrier(
            String table,
            ClickHouseSettings settings,
            RejectionLimit rejections,
            MissingTableHandler missingTableHandler,
            InsertMetrics metrics) {
        this.table = table;
        this.settings = settings;
        this.rejections = rejections;
        this.missingTableHandler = missingTableHandler;
        this.metrics = metrics;
    }

    /** Does one thing that may fail. */
    interface Attempt {
        /**
         * Makes one attempt.
         *
         * @throws RequestFailedException if another one may succeed
         */
        void run() throws IOException, InterruptedException;
    }

    /**
     * Returns when every row of the batch is in the table.
     *
     * @param next every attempt but the first
     * @throws BatchRejectedException if the batch is rejected
     * @throws InsertRetriesExhaustedException if the time is over
     */
    void runUntilInserted(BatchCommittable batch, Attempt first, Attempt next)
            throws IOException, InterruptedException {
        RetryBackoff retryBackoff = newRetry();
        Attempt attempt = first;
        RequestFailedException previous = null;
        while (true) {
            try {
                attempt.run();
                rejections.inserted();
                return;
            } catch (RequestFailedException e) {
                awaitNext(batch, e, previous, retryBackoff);
                previous = e;
                attempt = next;
            }
        }
    }

    /** Returns when an attempt that is about the table, not about one batch, has succeeded. */
    void runUntilTableAnswers(Attempt attempt) throws IOException, InterruptedException {
        RetryBackoff retryBackoff = newRetry();
        while (true) {
            try {
                attempt.run();
                metrics.retryEnded();
                return;
            } catch (RequestFailedException e) {
                metrics.retryScheduled(e.retryCause());
                if (!retryBackoff.awaitNext("Table " + table, e.messageWithRemedy())) {
                    throw new InsertRetriesExhaustedException(
                            "Table %s could not be used for %s (clickhouse.retry.max-duration): %s"
                                    .formatted(table, settings.retryMaxDuration(), e.finalMessage()),
                            e);
                }
            }
        }
    }

    private RetryBackoff newRetry() {
        return new RetryBackoff(settings, Sleeper.SLEEP, InstantSource.system(), RandomGenerator.getDefault());
    }

    private void awaitNext(
            BatchCommittable batch,
            RequestFailedException failure,
            RequestFailedException previous,
            RetryBackoff retryBackoff)
            throws IOException, InterruptedException {
        boolean rejected = isRejection(failure, previous);
        if (rejected && !rejections.isReached()) {
            rejections.rejected();
            throw new BatchRejectedException(
                    "ClickHouse rejects batch %s (%d rows) for table %s: %s"
                            .formatted(batch.id(), batch.rows(), table, failure.messageWithRemedy()),
                    failure);
        }
        String reason = rejected ? failure.getMessage() + ". " + rejections.remedy() : reason(failure);
        metrics.retryScheduled(rejected ? RetryCause.REJECTED_BATCHES : failure.retryCause());
        String what = "Batch %s of table %s".formatted(batch.id(), table);
        if (isFaultOfTheJob(failure) || !retryBackoff.awaitNext(what, reason)) {
            throw new InsertRetriesExhaustedException(
                    "%s is not inserted after %s of retries: %s"
                            .formatted(
                                    what,
                                    settings.retryMaxDuration(),
                                    failure.remedy().isEmpty() ? failure.finalMessage() : reason),
                    failure);
        }
    }

    private String reason(RequestFailedException failure) throws InterruptedException {
        try {
            return failure.isMissingTable() ? missingTableHandler.handle(failure) : failure.messageWithRemedy();
        } catch (RequestFailedException e) {
            return failure.messageWithRemedy();
        }
    }

    private static boolean isRejection(RequestFailedException failure, RequestFailedException previous) {
        return switch (failure.kind()) {
            case PERMANENT -> !isFaultOfTheJob(failure);
            case BATCH_CONTENT -> failure.isSameServerError(previous);
            case TRANSIENT, CONNECTION_OR_TABLE -> false;
        };
    }

    private static boolean isFaultOfTheJob(RequestFailedException failure) {
        return failure.kind() == FailureKind.PERMANENT && failure.retryCause() != RetryCause.BATCH_CONTENT;
    }
}
