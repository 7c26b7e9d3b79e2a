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
 * Reports that one request failed, and what that calls for. The server may have done the work all the same.
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

    /** The client's own message says only that a request failed; why is at the end of the chain. */
    private static String message(Throwable cause) {
        boolean speaks = cause instanceof ServerException
                || cause instanceof InvalidResponseException
                || cause instanceof IllegalArgumentException
                || cause instanceof TableMismatchException;
        if (speaks && cause.getMessage() != null) {
            return cause.getMessage().strip();
        }
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.toString();
    }

    /** Classifies an exception of the client. */
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
        Optional<InvalidSettingException> refusal = ClickHouseConnectionErrors.of(cause);
        if (refusal.isPresent()) {
            return new RequestFailedException(
                    new Meaning(
                            FailureKind.CONNECTION_OR_TABLE,
                            RetryCause.TLS,
                            refusal.get().getMessage()),
                    cause);
        }
        boolean travelling = cause instanceof IOException
                || cause instanceof TimeoutException
                || (cause instanceof ClickHouseException && !(cause instanceof ClientMisconfigurationException));
        return new RequestFailedException(
                travelling
                        ? new Meaning(FailureKind.TRANSIENT, RetryCause.NO_RESPONSE, "")
                        : new Meaning(
                                FailureKind.PERMANENT,
                                RetryCause.OTHER,
                                "See the cause; nothing is lost: it is tried again when the job restarts."),
                cause);
    }

    /** Returns this failure as one of JDBC, with the server's error code. */
    public SQLException toSqlException() {
        int code = getCause() instanceof ServerException error ? error.getCode() : NO_CODE;
        return new SQLException(getMessage(), null, code, this);
    }

    /** Returns an insert's failure if ClickHouse acknowledged fewer rows than were sent. */
    public static RequestFailedException tooFewRows(long written, int sent) {
        return of(InvalidResponseException.incomplete(
                "ClickHouse reports %d written rows of an insert of %d".formatted(written, sent)));
    }

    /** Classifies what came through JDBC, by what the driver wrapped; {@code failure} itself if the driver did not speak. */
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

    /** An insert was acknowledged, and yet the table does not show its rows. */
    public static RequestFailedException rowsNotVisible() {
        return new RequestFailedException(
                new Meaning(FailureKind.TRANSIENT, RetryCause.ROWS_NOT_VISIBLE, ""),
                new IOException(
                        "the insert was acknowledged, but the table does not show all its rows"
                                + " (a burnt deduplication token, a replica that lags, a row policy, or a TTL that has passed)"));
    }

    /** Rows were found, but on fewer replicas than an insert has to wait for. */
    public static RequestFailedException quorumNotReached(int copies, int quorum) {
        return new RequestFailedException(
                new Meaning(FailureKind.TRANSIENT, RetryCause.REPLICATION, ""),
                new IOException("its rows are on %d of the %d replicas so far that clickhouse.insert-quorum demands"
                        .formatted(copies, quorum)));
    }

    /** The server does not tell how many replicas a table has. */
    public static RequestFailedException replicasUnknown(String table) {
        return new RequestFailedException(
                new Meaning(FailureKind.TRANSIENT, RetryCause.REPLICATION, ""),
                new IOException(
                        "system.replicas has no number of replicas for table %s: its Keeper is unavailable, or the user may not SELECT"
                                        .formatted(table)
                                + " from it"));
    }

    /** Whether the server that was asked may be to blame, so that another one is worth a try. */
    public boolean isServerSpecific() {
        return !(getCause() instanceof ServerException) || retryCause == RetryCause.REPLICATION;
    }

    /** A batch that no server would take. */
    public static RequestFailedException invalidBatch(String reason, String remedy) {
        return new RequestFailedException(
                new Meaning(FailureKind.PERMANENT, RetryCause.BATCH_CONTENT, remedy),
                new IllegalArgumentException(reason));
    }

    /** The table was altered, and would change values. */
    public static RequestFailedException incompatibleColumnTypes(String table, Map<String, String> unfit) {
        return aboutTypes(
                "%s was altered to types that would change values: %s. Nothing is inserted meanwhile"
                        .formatted(table, unfit),
                "Give the columns their types back: ALTER TABLE %s MODIFY COLUMN …; or stop the job and change the stream's definition."
                        .formatted(table));
    }

    /** Rows came in while the table would change values. */
    public static RequestFailedException valuesMayBeChanged(String table, String rows, Map<String, String> unfit) {
        return aboutTypes(
                "its rows were inserted just when %s was altered, which may have changed their values: %s"
                        .formatted(table, unfit),
                "Delete these rows, and the job inserts them again: ALTER TABLE %s DELETE WHERE %s"
                        .formatted(table, rows));
    }

    private static RequestFailedException aboutTypes(String message, String remedy) {
        return new RequestFailedException(
                new Meaning(FailureKind.CONNECTION_OR_TABLE, RetryCause.TABLE, remedy),
                new TableMismatchException(message));
    }

    /** Whether the types of the table's columns are the reason. */
    public boolean isColumnTypeMismatch() {
        return getCause() instanceof TableMismatchException;
    }

    /** Whether the server, or a network on the way to it, may still be at work on the request. */
    public boolean mayStillRun() {
        return !(getCause() instanceof ServerException error) || !ClickHouseErrorClassifier.endsQuery(error.getCode());
    }

    /** Whether the server has no table of that name. */
    public boolean isMissingTable() {
        return getCause() instanceof ServerException error && ClickHouseErrorClassifier.isMissingTable(error.getCode());
    }

    /** Whether both are the same error of the server's. */
    public boolean isSameServerError(RequestFailedException earlier) {
        return earlier != null
                && getCause() instanceof ServerException now
                && earlier.getCause() instanceof ServerException before
                && now.getCode() == before.getCode();
    }

    public FailureKind kind() {
        return kind;
    }

    /** What another attempt is counted by, if there is one. */
    public RetryCause retryCause() {
        return retryCause;
    }

    /** What an operator can do; empty if nothing is known. */
    public String remedy() {
        return remedy;
    }

    /** The reason, and the remedy if there is one. */
    public String messageWithRemedy() {
        return remedy.isEmpty() ? getMessage() : messageWith(remedy);
    }

    /** The reason, and what to do about a failure that is not retried any more. */
    public String finalMessage() {
        return messageWith(
                remedy.isEmpty() ? "Bring ClickHouse back, or raise clickhouse.retry.max-duration." : remedy);
    }

    private String messageWith(String advice) {
        return getMessage().replaceFirst("[.\\s]*$", "") + ". " + advice;
    }
}
