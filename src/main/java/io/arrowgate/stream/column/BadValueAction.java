package io.arrowgate.stream.column;

/** Lists what becomes of a record with a value that does not fit its optional column. */
public enum BadValueAction {
    /** The record is a dead letter. */
    REJECT,
    /** The value is null, and counted in a metric; the other values are kept. */
    NULL
}
