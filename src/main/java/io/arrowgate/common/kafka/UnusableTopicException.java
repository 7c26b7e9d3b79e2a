package io.arrowgate.common.kafka;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The raw topic is not the one that the job's state speaks of. Restarting would not help, so Flink does not: a person has to
 * decide.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class UnusableTopicException extends RuntimeException {
    public UnusableTopicException(String message) {
        super(message);
    }

    /** The topic was deleted and made again. */
    public static UnusableTopicException otherTopic(String topic, String known, String found) {
        return new UnusableTopicException(
                ("topic '%s' is not the one that this job was reading: its id was %s and is %s, so it was deleted and made"
                                + " again. Start the job without its old state; it then reads the new topic from"
                                + " kafka.starting-offsets, and rows of the old one stay in ClickHouse")
                        .formatted(topic, known, found));
    }
}
