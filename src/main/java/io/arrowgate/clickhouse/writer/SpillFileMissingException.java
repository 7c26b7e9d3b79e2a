package io.arrowgate.clickhouse.writer;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** The file of a spilled batch is gone, and so are rows of it; the message says what to do. Restarting would not help. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class SpillFileMissingException extends IOException {
    public SpillFileMissingException(String message, Throwable cause) {
        super(message, cause);
    }
}
