package io.arrowgate.common.kafka;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Reports that the raw topic or its offsets do not match the job's state. Non-recoverable for Flink: a restart cannot help, an
 * operator has to decide.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class UnusableTopicException extends RuntimeException {
    public UnusableTopicException(String message) {
        super(message);
    }

    /** Reports that the topic was deleted and recreated. */
    public static UnusableTopicException otherTopic(String topic, String known, String found) {
        return new UnusableTopicException(
                ("topic '%s' is not the topic that this job was reading: its id was %s and is now %s, so it was deleted and"
                                + " recreated. Start the job without its old state; it then reads the new topic from"
                                + " kafka.starting-offsets, and rows of the old topic stay in ClickHouse")
                        .formatted(topic, known, found));
    }
}
