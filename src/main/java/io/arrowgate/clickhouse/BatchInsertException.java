package io.arrowgate.clickhouse;

import java.io.IOException;

/** Tells that a batch did not become rows and that waiting any longer does not help; the message says what does. */
public final class BatchInsertException extends IOException {
    BatchInsertException(String message, Throwable cause) {
        super(message, cause);
    }
}
