package io.arrowgate.tools.local.process;

/** Signals that a part of the local stack could not be started or stopped; the message names the remedy. */
public final class LocalStackException extends RuntimeException {
    public LocalStackException(String message) {
        super(message);
    }

    public LocalStackException(String message, Throwable cause) {
        super(message, cause);
    }
}
