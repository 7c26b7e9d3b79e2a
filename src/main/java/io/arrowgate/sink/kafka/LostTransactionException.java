package io.arrowgate.sink.kafka;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The broker has ended a transaction of the job's state; the message says what that means. Restarting would not help, so Flink
 * does not: a person has to decide.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class LostTransactionException extends IOException {
    LostTransactionException(String topic, String transaction, Throwable cause) {
        super(
                ("topic '%s': the broker has aborted transaction %s of the restored state, or forgotten it. Was the job away for"
                                + " longer than kafka.transaction-timeout? Then what was in it is lost for this topic; ClickHouse"
                                + " is not affected. Is the state older than a week? Then it was committed in its time. Start"
                                + " with --kafka.on-lost-transaction=continue to go on; './arrowgate verify' names what is"
                                + " missing")
                        .formatted(topic, transaction),
                cause);
    }
}
