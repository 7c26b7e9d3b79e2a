package io.arrowgate.stream;

/** A stream definition that cannot be used; the message names file, line and field. */
public final class InvalidStreamDefinitionException extends RuntimeException {
    public InvalidStreamDefinitionException(String message, Throwable cause) {
        super(message, cause);
    }
}
