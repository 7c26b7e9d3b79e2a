package io.arrowgate.clickhouse.commit;

import java.io.IOException;

/** Reports that a batch could not be inserted within {@code clickhouse.retry.max-duration}. The job restarts and continues to retry. */
public final class InsertRetriesExhaustedException extends IOException {
    InsertRetriesExhaustedException(String message, Throwable cause) {
        super(message, cause);
    }
}
