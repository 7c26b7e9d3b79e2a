package io.arrowgate.clickhouse.commit;

import java.io.IOException;

/** A batch did not become rows within the time that it may be retried; the job restarts from its last checkpoint and goes on trying. */
public final class InsertRetriesExhaustedException extends IOException {
    InsertRetriesExhaustedException(String message, Throwable cause) {
        super(message, cause);
    }
}
