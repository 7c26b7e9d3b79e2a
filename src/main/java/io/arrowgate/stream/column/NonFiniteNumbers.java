package io.arrowgate.stream.column;

/** Lists what NaN and infinite numbers become. */
public enum NonFiniteNumbers {
    /** A null. */
    NULL,
    /** Stays NaN or infinite in a column of floats; a bad value in a column of integers. */
    KEEP,
    /** A bad value. */
    REJECT
}
