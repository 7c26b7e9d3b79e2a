package io.arrowgate.clickhouse.commit;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Reports that ClickHouse permanently rejects the content of a batch; the message names table, batch, cause and remedy. A restart would
 * not help, so Flink does not restart the job: an operator has to decide.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class BatchRejectedException extends IOException {
    BatchRejectedException(String message, Throwable cause) {
        super(message, cause);
    }
}
