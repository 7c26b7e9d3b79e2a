package io.arrowgate.alert.rule;

/** What a condition says of one reading. */
public enum Verdict {
    /** Nothing: the reading has no value of the field, or there is nothing yet to compare it with. */
    NONE,
    CLEAR,
    /** Neither: beyond what clears a firing alert, short of what starts one. */
    BETWEEN,
    BREACH
}
