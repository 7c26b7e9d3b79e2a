package io.arrowgate.clickhouse;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * ClickHouse refuses a batch for good; the message names table, batch, cause and remedy. Restarting would not help, so Flink does
 * not: a person has to decide.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class BatchRefusedException extends IOException {
    private final boolean aboutBatch;

    BatchRefusedException(String message, Throwable cause, boolean aboutBatch) {
        super(message, cause);
        this.aboutBatch = aboutBatch;
    }

    /** False if every other batch would be refused, too. */
    boolean isAboutBatch() {
        return aboutBatch;
    }
}
