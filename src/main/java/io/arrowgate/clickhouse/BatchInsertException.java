package io.arrowgate.clickhouse;

import java.io.IOException;

/** A batch did not become rows within the time that it may be retried; the job restarts from its last checkpoint and goes on trying. */
public final class BatchInsertException extends IOException {
    BatchInsertException(String message, Throwable cause) {
        super(message, cause);
    }
}
