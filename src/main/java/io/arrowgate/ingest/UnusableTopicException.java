package io.arrowgate.ingest;

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
}
