package io.arrowgate.sink.kafka;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Reports that the broker has aborted a transaction of the restored state. A restart would not help, so Flink does not restart the job: an
 * operator has to decide.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class LostTransactionException extends IOException {
    LostTransactionException(String topic, String transaction, Throwable cause) {
        super(
                ("topic '%s': the broker has aborted transaction %s of the restored state, or does not know it any more. If the job"
                                + " was down for longer than kafka.transaction-timeout, its messages are missing in this topic;"
                                + " ClickHouse is not affected. If the state is older than a week, it was probably committed. To"
                                + " continue, start with --kafka.on-lost-transaction=continue; './arrowgate verify' lists missing"
                                + " batches")
                        .formatted(topic, transaction),
                cause);
    }
}
