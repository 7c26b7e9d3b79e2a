package io.arrowgate.clickhouse;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.ClientMisconfigurationException;
import com.clickhouse.client.api.ServerException;
import io.arrowgate.batch.BatchId;
import io.arrowgate.clickhouse.ServerErrors.Meaning;
import io.arrowgate.config.InvalidSettingException;
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
final class AttemptFailedException extends IOException {
    private static final int NO_CODE = 0;

    private final FailureKind kind;
    private final RetryCause retryCause;
    private final String remedy;

    private AttemptFailedException(Meaning meaning, Throwable cause) {
        super(message(cause), cause);
        kind = meaning.kind();
        retryCause = meaning.cause();
        remedy = meaning.remedy();
    }

    /** The client's own message says only that a request failed; why is at the end of the chain. */
    private static String message(Throwable cause) {
        boolean speaks = cause instanceof ServerException
                || cause instanceof ForeignResponseException
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
    static AttemptFailedException of(Throwable cause) {
        ServerException error =
                ExceptionUtils.findThrowable(cause, ServerException.class).orElse(null);
        if (error != null) {
            return new AttemptFailedException(
                    ServerErrors.of(error.getCode(), error.getTransportProtocolCode(), error.getMessage()), error);
        }
        ForeignResponseException foreign = ExceptionUtils.findThrowable(cause, ForeignResponseException.class)
                .orElse(null);
        if (foreign != null) {
            return new AttemptFailedException(
                    ServerErrors.of(NO_CODE, foreign.status(), foreign.getMessage()), foreign);
        }
        Optional<InvalidSettingException> refusal = Refusal.of(cause);
        if (refusal.isPresent()) {
            return new AttemptFailedException(
                    new Meaning(
                            FailureKind.CONNECTION_OR_TABLE,
                            RetryCause.TLS,
                            refusal.get().getMessage()),
                    cause);
        }
        boolean travelling = cause instanceof IOException
                || cause instanceof TimeoutException
                || (cause instanceof ClickHouseException && !(cause instanceof ClientMisconfigurationException));
        return new AttemptFailedException(
                travelling
                        ? new Meaning(FailureKind.TRANSIENT, RetryCause.NO_RESPONSE, "")
                        : new Meaning(
                                FailureKind.PERMANENT,
                                RetryCause.OTHER,
                                "See the cause; nothing is lost: it is tried again when the job restarts."),
                cause);
    }

    /** Returns this failure as one of JDBC, with the server's error code. */
    SQLException toSqlException() {
        int code = getCause() instanceof ServerException error ? error.getCode() : NO_CODE;
        return new SQLException(getMessage(), null, code, this);
    }

    /** Returns an insert's failure if ClickHouse acknowledged fewer rows than were sent. */
    static AttemptFailedException tooFewRows(long written, int sent) {
        return of(ForeignResponseException.incomplete(
                "ClickHouse reports %d written rows of an insert of %d".formatted(written, sent)));
    }

    /** Classifies what came through JDBC, by what the driver wrapped; {@code failure} itself if the driver did not speak. */
    static AttemptFailedException ofJdbc(Throwable failure) {
        Optional<AttemptFailedException> classified =
                ExceptionUtils.findThrowable(failure, AttemptFailedException.class);
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
    static AttemptFailedException rowsDoNotShow() {
        return new AttemptFailedException(
                new Meaning(FailureKind.TRANSIENT, RetryCause.ROWS_NOT_VISIBLE, ""),
                new IOException(
                        "the insert was acknowledged, but the table does not show all its rows"
                                + " (a burnt deduplication token, a replica that lags, a row policy, or a TTL that has passed)"));
    }

    /** Rows were found, but on fewer replicas than an insert has to wait for. */
    static AttemptFailedException tooFewCopies(int copies, int quorum) {
        return new AttemptFailedException(
                new Meaning(FailureKind.TRANSIENT, RetryCause.REPLICATION, ""),
                new IOException("its rows are on %d of the %d replicas so far that clickhouse.insert-quorum demands"
                        .formatted(copies, quorum)));
    }

    /** The server does not tell how many replicas a table has. */
    static AttemptFailedException replicasUnknown(String table) {
        return new AttemptFailedException(
                new Meaning(FailureKind.TRANSIENT, RetryCause.REPLICATION, ""),
                new IOException(
                        "system.replicas has no number of replicas for table %s: its Keeper is unavailable, or the user may not SELECT"
                                        .formatted(table)
                                + " from it"));
    }

    /** Whether the server that was asked may be to blame, so that another one is worth a try. */
    boolean isAboutServer() {
        return !(getCause() instanceof ServerException) || retryCause == RetryCause.REPLICATION;
    }

    /** A batch that no server would take. */
    static AttemptFailedException unfit(String reason, String remedy) {
        return new AttemptFailedException(
                new Meaning(FailureKind.PERMANENT, RetryCause.BATCH_CONTENT, remedy),
                new IllegalArgumentException(reason));
    }

    /** The table was altered, and would change values. */
    static AttemptFailedException typesDoNotFit(BatchTable table, Map<String, String> unfit) {
        return aboutTypes(
                "%s was altered to types that would change values: %s. Nothing is inserted meanwhile"
                        .formatted(table.name(), unfit),
                "Give the columns their types back: ALTER TABLE %s MODIFY COLUMN …; or stop the job and change the stream's definition."
                        .formatted(table.name()));
    }

    /** Rows came in while the table would change values. */
    static AttemptFailedException valuesMayDiffer(BatchTable table, BatchId batch, Map<String, String> unfit) {
        return aboutTypes(
                "its rows were inserted just when %s was altered, which may have changed their values: %s"
                        .formatted(table.name(), unfit),
                "Delete these rows, and the job inserts them again: ALTER TABLE %s DELETE WHERE %s"
                        .formatted(table.name(), table.rowsOf(batch)));
    }

    private static AttemptFailedException aboutTypes(String message, String remedy) {
        return new AttemptFailedException(
                new Meaning(FailureKind.CONNECTION_OR_TABLE, RetryCause.TABLE, remedy),
                new TableMismatchException(message));
    }

    /** Whether the types of the table's columns are the reason. */
    boolean isAboutTypes() {
        return getCause() instanceof TableMismatchException;
    }

    /** Whether the server, or a network on the way to it, may still be at work on the request. */
    boolean mayStillRun() {
        return !(getCause() instanceof ServerException error) || !ServerErrors.endsQuery(error.getCode());
    }

    /** Whether the server has no table of that name. */
    boolean isMissingTable() {
        return getCause() instanceof ServerException error && ServerErrors.isMissingTable(error.getCode());
    }

    /** Whether both are the same error of the server's. */
    boolean confirms(AttemptFailedException earlier) {
        return earlier != null
                && getCause() instanceof ServerException now
                && earlier.getCause() instanceof ServerException before
                && now.getCode() == before.getCode();
    }

    FailureKind kind() {
        return kind;
    }

    /** What another attempt is counted by, if there is one. */
    RetryCause retryCause() {
        return retryCause;
    }

    /** What an operator can do; empty if nothing is known. */
    String remedy() {
        return remedy;
    }

    /** The reason, and the remedy if there is one. */
    String messageWithRemedy() {
        return remedy.isEmpty() ? getMessage() : messageWith(remedy);
    }

    /** The reason, and what to do about a failure that is not retried any more. */
    String finalMessage() {
        return messageWith(
                remedy.isEmpty() ? "Bring ClickHouse back, or raise clickhouse.retry.max-duration." : remedy);
    }

    private String messageWith(String advice) {
        return getMessage().replaceFirst("[.\\s]*$", "") + ". " + advice;
    }
}
