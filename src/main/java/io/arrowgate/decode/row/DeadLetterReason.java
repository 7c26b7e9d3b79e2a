package io.arrowgate.decode.row;

import java.util.Locale;

/** Why a raw record could not become a row: a small, fixed set that metrics count by. */
public enum DeadLetterReason {
    /** No value, or none but white space or comments. */
    EMPTY,
    /** Not of the stream's format: broken JSON or CSV, a wrong number of fields, text that is not UTF-8. */
    MALFORMED,
    /** A required column has no value. */
    MISSING_VALUE,
    /** A value is not of its column's type, or does not fit it. */
    BAD_VALUE,
    /** The event time is outside the stream's plausible range. */
    IMPLAUSIBLE_TIME,
    /** A row so long that no message could hold it. */
    TOO_LARGE,
    /** A record of the rules' topic that is no alert rule of any stream of the job. */
    BAD_RULE;

    /** As the label of a metric has it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
