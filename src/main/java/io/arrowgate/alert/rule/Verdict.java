package io.arrowgate.alert.rule;

/** Describes the verdict of a condition on one reading. */
public enum Verdict {
    /** No verdict: the reading has no value of the field, or there is nothing to compare it with yet. */
    NONE,
    CLEAR,
    /** Between the bounds of hysteresis: does not clear a firing alert and does not start one. */
    BETWEEN,
    BREACH
}
