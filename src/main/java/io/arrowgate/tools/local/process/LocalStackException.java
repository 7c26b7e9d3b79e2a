package io.arrowgate.tools.local.process;

/** A part of the local stack could not be started or stopped; the message says what to do about it. */
public final class LocalStackException extends RuntimeException {
    public LocalStackException(String message) {
        super(message);
    }

    public LocalStackException(String message, Throwable cause) {
        super(message, cause);
    }
}
