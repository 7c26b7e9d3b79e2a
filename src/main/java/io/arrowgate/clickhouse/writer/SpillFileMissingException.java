package io.arrowgate.clickhouse.writer;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** Reports that a spill file and rows of its batch are missing; the message names the remedy. A restart would not help. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class SpillFileMissingException extends IOException {
    public SpillFileMissingException(String message, Throwable cause) {
        super(message, cause);
    }
}
