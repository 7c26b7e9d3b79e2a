package io.arrowgate.clickhouse;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.ClientMisconfigurationException;
import com.clickhouse.client.api.ServerException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.util.ExceptionUtils;
import org.apache.hc.client5.http.impl.ConnectionShutdownException;

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
        if (cause instanceof ServerException) {
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
        if (ExceptionUtils.findThrowable(cause, CertificateException.class).isPresent()) {
            return new AttemptFailedException(
                    FailureKind.PERMANENT,
                    RetryCause.OTHER,
                    "The JVM does not trust the server's certificate: add its issuer.",
                    cause);
        }
        boolean travelling = cause instanceof IOException
                // Another request's wait ended, and all connections were closed.
                || ExceptionUtils.findThrowable(cause, ConnectionShutdownException.class)
                        .isPresent()
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

    /** Whether the server, or a network on the way to it, may still be at work on the request. */
    boolean mayStillRun() {
        return !(getCause() instanceof ServerException answer) || !ServerErrors.endsQuery(answer.getCode());
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
