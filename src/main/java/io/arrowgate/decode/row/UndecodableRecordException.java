package io.arrowgate.decode.row;

import java.util.List;

/**
 * Reports a raw record that cannot be decoded. Has no stack trace, because it describes data and a topic may be full of such
 * records.
 */
public final class UndecodableRecordException extends Exception {
    private final DeadLetterReason reason;
    private final List<String> missing;

    /** @param message names the field and the problem, and quotes at most a few characters of the value */
    public UndecodableRecordException(DeadLetterReason reason, String message) {
        this(reason, message, List.of());
    }

    private UndecodableRecordException(DeadLetterReason reason, String message, List<String> missing) {
        super(message, null, false, false);
        this.reason = reason;
        this.missing = missing;
    }

    /**
     * Reports a required column without a value.
     *
     * @param source of the column, as text
     * @param missing names of the fields that would fill it
     */
    static UndecodableRecordException missing(String source, List<String> missing) {
        return new UndecodableRecordException(
                DeadLetterReason.MISSING_VALUE, "%s: has no value".formatted(source), missing);
    }

    /** Returns the names of the fields that are missing, if a required column has no value. */
    public List<String> missing() {
        return missing;
    }

    public DeadLetterReason reason() {
        return reason;
    }
}
