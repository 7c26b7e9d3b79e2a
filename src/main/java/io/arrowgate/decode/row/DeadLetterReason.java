package io.arrowgate.decode.row;

import java.util.Locale;

/** Classifies dead letters; the label of their metric. */
public enum DeadLetterReason {
    /** The record has no value, or only white space or comments. */
    EMPTY,
    /** The record does not match the stream's format: broken JSON or CSV, a wrong number of fields, text that is not UTF-8. */
    MALFORMED,
    /** A required column has no value. */
    MISSING_VALUE,
    /** A value cannot be parsed as its column's type, or is out of its range. */
    BAD_VALUE,
    /** The event time is outside the stream's plausible range. */
    IMPLAUSIBLE_TIME,
    /** The row alone is too large for a message. */
    TOO_LARGE,
    /** A record of the rules topic is not an alert rule of any stream of the job. */
    BAD_RULE;

    /** Returns the value of the metric label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
