package io.arrowgate.decode.row;

/**
 * Reports a raw record that cannot be decoded. Has no stack trace, because it describes data and a topic may be full of such
 * records.
 */
public final class UndecodableRecordException extends Exception {
    private final DeadLetterReason reason;

    /** @param message names the field and the problem, and quotes at most a few characters of the value */
    public UndecodableRecordException(DeadLetterReason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public DeadLetterReason reason() {
        return reason;
    }
}
