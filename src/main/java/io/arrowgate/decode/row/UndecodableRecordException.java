package io.arrowgate.decode.row;

/**
 * A raw record that cannot become a row. Carries no stack trace: it tells of data, not of code, and a topic may be full of such
 * records.
 */
public final class UndecodableRecordException extends Exception {
    private final DeadLetterReason reason;

    /** @param message says which field is wrong and why, without quoting more than a few characters of it */
    public UndecodableRecordException(DeadLetterReason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public DeadLetterReason reason() {
        return reason;
    }
}
