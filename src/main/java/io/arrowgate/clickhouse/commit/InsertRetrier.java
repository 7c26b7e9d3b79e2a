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
 * Retries inserts and table checks with back-off until one succeeds.
 *
 * <p>It stops in two cases: the batch is rejected (by the client, or by the server with the same error on two attempts), or
 * {@code clickhouse.retry.max-duration} has passed. For one thread. An interrupt ends every wait.
 */
final class InsertRetrier {
    private final String table;
    private final ClickHouseSettings settings;
    private final RejectionLimit rejections;
    private final MissingTableHandler missingTableHandler;
    private final InsertMetrics metrics;

    /**
     * Creates the retrier of one committer.
     *
     * @param table quoted, with its database
     * @param rejections limits consecutive rejected batches
     * @param missingTableHandler handles a table that is dropped or renamed
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

    /** Sends requests that may fail. */
    interface Attempt {
        /**
         * Runs one attempt.
         *
         * @throws RequestFailedException if another attempt may succeed
         */
        void run() throws IOException, InterruptedException;
    }

    /**
     * Runs attempts until one succeeds: then every row of the batch is in the table.
     *
     * @param first the first attempt
     * @param next every further attempt
     * @return whether the first attempt succeeded
     * @throws BatchRejectedException if the batch is rejected
     * @throws RetriesExhaustedException if {@code clickhouse.retry.max-duration} has passed
     */
    boolean runUntilInserted(BatchCommittable batch, Attempt first, Attempt next)
            throws IOException, InterruptedException {
        RetryBackoff retryBackoff = newRetry();
        Attempt attempt = first;
        RequestFailedException previous = null;
        while (true) {
            try {
                attempt.run();
                rejections.inserted();
                return previous == null;
            } catch (RequestFailedException e) {
                awaitNext(batch, e, previous, retryBackoff);
                previous = e;
                attempt = next;
            }
        }
    }

    /** Runs an attempt that concerns the table, not a batch, until it succeeds. */
    void runUntilTableResponds(Attempt attempt) throws IOException, InterruptedException {
        RetryBackoff retryBackoff = newRetry();
        while (true) {
            try {
                attempt.run();
                metrics.retryEnded();
                return;
            } catch (RequestFailedException e) {
                metrics.retryScheduled(e.retryCause());
                if (!retryBackoff.awaitNext("Table " + table, e.messageWithRemedy())) {
                    throw new RetriesExhaustedException(
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
        if (isClientFailure(failure) || !retryBackoff.awaitNext(what, reason)) {
            throw new RetriesExhaustedException(
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
            case PERMANENT -> !isClientFailure(failure);
            case BATCH_CONTENT -> failure.isSameServerError(previous);
            case TRANSIENT, CONNECTION_OR_TABLE -> false;
        };
    }

    private static boolean isClientFailure(RequestFailedException failure) {
        return failure.kind() == FailureKind.PERMANENT && failure.retryCause() != RetryCause.BATCH_CONTENT;
    }

    /** Reports that a batch could not be inserted within {@code clickhouse.retry.max-duration}. The job restarts and continues to retry. */
    static final class RetriesExhaustedException extends IOException {
        RetriesExhaustedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
