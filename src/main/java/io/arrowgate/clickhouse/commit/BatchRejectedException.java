package io.arrowgate.clickhouse.commit;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Reports that ClickHouse rejects the content of a batch for good; the message names table, batch, cause and remedy. Restarting would
 * not help, so Flink does not: an operator has to decide.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class BatchRejectedException extends IOException {
    BatchRejectedException(String message, Throwable cause) {
        super(message, cause);
    }
}
