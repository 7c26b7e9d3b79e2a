package io.arrowgate.clickhouse;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.ClientMisconfigurationException;
import com.clickhouse.client.api.ServerException;
import io.arrowgate.config.InvalidSettingException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.util.ExceptionUtils;

/**
 * Tells that one request failed, and whether another one may succeed. The server may have done the work all the same.
 */
final class AttemptFailedException extends IOException {
    private final FailureKind kind;
    private final String remedy;
    private final RetryCause retryCause;

    private AttemptFailedException(FailureKind kind, RetryCause retryCause, String remedy, Throwable cause) {
        super(message(cause), cause);
        this.kind = kind;
        this.retryCause = retryCause;
        this.remedy = remedy;
    }

    /** The client's own message says only that a request failed; why is at the end of the chain. */
    private static String message(Throwable cause) {
        boolean speaks = cause instanceof ServerException || cause instanceof IllegalArgumentException;
        if (speaks && cause.getMessage() != null) {
            return cause.getMessage().strip();
        }
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.toString();
    }

    /** Sorts whatever the client threw. */
    static AttemptFailedException of(Throwable cause) {
        ServerException answer =
                ExceptionUtils.findThrowable(cause, ServerException.class).orElse(null);
        if (answer != null) {
            FailureKind kind =
                    ServerErrors.kind(answer.getCode(), answer.getTransportProtocolCode(), answer.getMessage());
            return new AttemptFailedException(
                    kind, RetryCause.of(answer.getCode()), ServerErrors.remedy(answer.getCode()), answer);
        }
        Optional<InvalidSettingException> refusal = Refusal.of(cause);
        if (refusal.isPresent()) {
            return new AttemptFailedException(
                    FailureKind.PERMANENT, RetryCause.OTHER, refusal.get().getMessage(), cause);
        }
        boolean travelling = cause instanceof IOException
                || cause instanceof TimeoutException
                || (cause instanceof ClickHouseException && !(cause instanceof ClientMisconfigurationException));
        return new AttemptFailedException(
                travelling ? FailureKind.TRANSIENT : FailureKind.PERMANENT,
                RetryCause.NO_ANSWER,
                "See the cause; nothing is lost: it is tried again when the job restarts.",
                cause);
    }

    /** Sorts what came through JDBC, by what the driver wrapped; {@code failure} itself if the driver did not speak. */
    static AttemptFailedException ofJdbc(Throwable failure) {
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
                FailureKind.TRANSIENT,
                RetryCause.ROWS_NOT_SHOWN,
                "",
                new IOException(
                        "the insert was acknowledged, but the table does not show all its rows"
                                + " (a burnt deduplication token, a replica that lags, a row policy, or a TTL that has passed)"));
    }

    /** A batch that no server would take. */
    static AttemptFailedException unfit(String reason, String remedy) {
        return new AttemptFailedException(
                FailureKind.PERMANENT, RetryCause.OTHER, remedy, new IllegalArgumentException(reason));
    }

    /** Whether the server, or a network on the way to it, may still be at work on the request. */
    boolean mayStillRun() {
        return !(getCause() instanceof ServerException answer) || !ServerErrors.endsQuery(answer.getCode());
    }

    /** Whether it is the connection that is refused, by either side, so that no batch gets through. */
    boolean isAboutConnection() {
        return !(getCause() instanceof ServerException)
                && Refusal.of(getCause()).isPresent();
    }

    FailureKind kind() {
        return kind;
    }

    /** What another attempt is counted by, if there is one. */
    RetryCause retryCause() {
        return retryCause;
    }

    String remedy() {
        return remedy;
    }
}
