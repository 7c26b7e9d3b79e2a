package io.arrowgate.stream;

/** Reports an invalid stream definition. The message names file, line and field. */
public final class InvalidStreamDefinitionException extends RuntimeException {
    public InvalidStreamDefinitionException(String message, Throwable cause) {
        super(message, cause);
    }
}
