package io.arrowgate.clickhouse.client;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.ClientMisconfigurationException;
import com.clickhouse.client.api.ServerException;
import io.arrowgate.clickhouse.client.ClickHouseErrorClassifier.Meaning;
import io.arrowgate.config.option.InvalidSettingException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.util.ExceptionUtils;

/**
 * Reports a failed request, classified by how the sink reacts. The server may still have executed the request.
 */
public final class RequestFailedException extends IOException {
    private static final int NO_CODE = 0;

    private final FailureKind kind;
    private final RetryCause retryCause;
    private final String remedy;

    private RequestFailedException(Meaning meaning, Throwable cause) {
        super(message(cause), cause);
        kind = meaning.kind();
        retryCause = meaning.cause();
        remedy = meaning.remedy();
    }

    /** The message of a client exception only says that a request failed; the reason is the root cause. */
    private static String message(Throwable cause) {
        boolean hasReason = cause instanceof ServerException
                || cause instanceof InvalidResponseException
                || cause instanceof IllegalArgumentException
                || cause instanceof TableMismatchException;
        if (hasReason && cause.getMessage() != null) {
            return cause.getMessage().strip();
        }
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.toString();
    }

    /** Classifies an exception of the HTTP or ClickHouse client. */
    public static RequestFailedException of(Throwable cause) {
        ServerException error =
                ExceptionUtils.findThrowable(cause, ServerException.class).orElse(null);
        if (error != null) {
            return new RequestFailedException(
                    ClickHouseErrorClassifier.of(error.getCode(), error.getTransportProtocolCode(), error.getMessage()),
                    error);
        }
        InvalidResponseException foreign = ExceptionUtils.findThrowable(cause, InvalidResponseException.class)
                .orElse(null);
        if (foreign != null) {
            return new RequestFailedException(
                    ClickHouseErrorClassifier.of(NO_CODE, foreign.status(), foreign.getMessage()), foreign);
        }
        Optional<InvalidSettingException> wrongSetting = ClickHouseConnectionErrors.of(cause);
        if (wrongSetting.isPresent()) {
            return new RequestFailedException(
                    new Meaning(
                            FailureKind.CONNECTION_OR_TABLE,
                            RetryCause.TLS,
                            wrongSetting.get().getMessage()),
                    cause);
        }
        boolean isTransportError = cause instanceof IOException
                || cause instanceof TimeoutException
                || (cause instanceof ClickHouseException && !(cause instanceof ClientMisconfigurationException));
        return new RequestFailedException(
                isTransportError
                        ? new Meaning(FailureKind.TRANSIENT, RetryCause.NO_RESPONSE, "")
                        : new Meaning(
                                FailureKind.PERMANENT,
                                RetryCause.OTHER,
                                "See the cause. No rows are lost: the job retries the batch when it restarts."),
                cause);
    }

    /** Converts this failure to a JDBC exception with the server's error code. */
    public SQLException toSqlException() {
        int code = getCause() instanceof ServerException error ? error.getCode() : NO_CODE;
        return new SQLException(getMessage(), null, code, this);
    }

    /** Reports an insert of which ClickHouse acknowledged fewer rows than were sent. */
    public static RequestFailedException tooFewRows(long writtenRows, int sentRows) {
        return of(InvalidResponseException.incomplete(
                "ClickHouse reports %d written rows for an insert of %d".formatted(writtenRows, sentRows)));
    }

    /** Classifies an exception of the JDBC driver by the cause that the driver wrapped. */
    public static RequestFailedException ofJdbc(Throwable failure) {
        Optional<RequestFailedException> classified =
                ExceptionUtils.findThrowable(failure, RequestFailedException.class);
        if (classified.isPresent()) {
            return classified.get();
        }
        Throwable cause = ExceptionUtils.findThrowable(failure, SQLException.class)
                .map(Throwable.class::cast)
                .orElse(failure);
        while (cause.getCause() != null && isWrapper(cause)) {
            cause = cause.getCause();
        }
        return of(cause);
    }

    private static boolean isWrapper(Throwable cause) {
        return cause instanceof SQLException
                || cause instanceof ExecutionException
                || cause instanceof CompletionException;
    }

    /** Reports that an insert was acknowledged but not all its rows are visible in the table. */
    public static RequestFailedException rowsNotVisible() {
        return new RequestFailedException(
                new Meaning(FailureKind.TRANSIENT, RetryCause.ROWS_NOT_VISIBLE, ""),
                new IOException("the insert was acknowledged, but the table does not show all its rows"
                        + " (the server remembers the deduplication token but not the rows, a replica lags, or a row"
                        + " policy or a TTL hides them)"));
    }

    /** Reports that a batch's rows are on fewer replicas than {@code clickhouse.insert-quorum}. */
    public static RequestFailedException quorumNotReached(int copies, int quorum) {
        return new RequestFailedException(
                new Meaning(FailureKind.TRANSIENT, RetryCause.REPLICATION, ""),
                new IOException("its rows are on %d of the %d replicas that clickhouse.insert-quorum requires"
                        .formatted(copies, quorum)));
    }

    /** Reports that the server does not return the number of a table's replicas. */
    public static RequestFailedException replicasUnknown(String table) {
        return new RequestFailedException(
                new Meaning(FailureKind.TRANSIENT, RetryCause.REPLICATION, ""),
                new IOException(
                        "system.replicas has no number of replicas for table %s: its Keeper is unavailable, or the user may not SELECT"
                                        .formatted(table)
                                + " from it"));
    }

    /** Returns whether the failure may be specific to the server, so that another server may succeed. */
    public boolean isServerSpecific() {
        return !(getCause() instanceof ServerException) || retryCause == RetryCause.REPLICATION;
    }

    /** Reports a batch that no server can insert. */
    public static RequestFailedException invalidBatch(String reason, String remedy) {
        return new RequestFailedException(
                new Meaning(FailureKind.PERMANENT, RetryCause.BATCH_CONTENT, remedy),
                new IllegalArgumentException(reason));
    }

    /** Reports that columns were altered to types that cannot hold every value of the stream. */
    public static RequestFailedException incompatibleColumnTypes(String table, Map<String, String> unfit) {
        return tableMismatch(
                "%s was altered to types that would change values: %s. Inserts are suspended".formatted(table, unfit),
                "Restore the column types: ALTER TABLE %s MODIFY COLUMN …; or stop the job and change the stream's definition."
                        .formatted(table));
    }

    /** Reports that rows were inserted while columns had types that may have changed their values. */
    public static RequestFailedException valuesMayBeChanged(String table, String rows, Map<String, String> unfit) {
        return tableMismatch(
                "its rows were inserted while %s was altered, which may have changed their values: %s"
                        .formatted(table, unfit),
                "Delete these rows, then the job inserts them again: ALTER TABLE %s DELETE WHERE %s"
                        .formatted(table, rows));
    }

    /** Reports a batch with several rows of one raw record, which the table cannot tell apart. */
    public static RequestFailedException rowColumnMissing(String table) {
        return tableMismatch(
                "it has several rows of one raw record, but %s has no column _row. Inserts are suspended"
                        .formatted(table),
                "Restart the job as a user with the rights ALTER ADD COLUMN and ALTER ORDER BY on the table, or run the ALTER"
                        + " TABLE statement that the job logged when it started.");
    }

    private static RequestFailedException tableMismatch(String message, String remedy) {
        return new RequestFailedException(
                new Meaning(FailureKind.CONNECTION_OR_TABLE, RetryCause.TABLE, remedy),
                new TableMismatchException(message));
    }

    /** Returns whether the table's column types are the cause. */
    public boolean isColumnTypeMismatch() {
        return getCause() instanceof TableMismatchException;
    }

    /** Returns whether the request may still reach the server, or may still be running there. */
    public boolean mayStillRun() {
        return !(getCause() instanceof ServerException error) || !ClickHouseErrorClassifier.endsQuery(error.getCode());
    }

    /** Returns whether the table or its database does not exist. */
    public boolean isMissingTable() {
        return getCause() instanceof ServerException error && ClickHouseErrorClassifier.isMissingTable(error.getCode());
    }

    /** Returns whether both failures are server errors with the same code. */
    public boolean isSameServerError(RequestFailedException earlier) {
        return earlier != null
                && getCause() instanceof ServerException now
                && earlier.getCause() instanceof ServerException before
                && now.getCode() == before.getCode();
    }

    public FailureKind kind() {
        return kind;
    }

    /** Returns the metric label of a retry after this failure. */
    public RetryCause retryCause() {
        return retryCause;
    }

    /** Returns what an operator can do; empty if unknown. */
    public String remedy() {
        return remedy;
    }

    /** Returns the message, followed by the remedy if one is known. */
    public String messageWithRemedy() {
        return remedy.isEmpty() ? getMessage() : messageWith(remedy);
    }

    /** Returns the message and the remedy for a failure that is not retried any more. */
    public String finalMessage() {
        return messageWith(remedy.isEmpty() ? "Restore ClickHouse, or raise clickhouse.retry.max-duration." : remedy);
    }

    private String messageWith(String advice) {
        return getMessage().replaceFirst("[.\\s]*$", "") + ". " + advice;
    }
}
