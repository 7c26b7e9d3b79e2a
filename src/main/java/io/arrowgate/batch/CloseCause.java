package io.arrowgate.batch;

import java.util.Locale;

/** Why a micro-batch was closed; metrics count by it. */
public enum CloseCause {
    ROWS,
    BYTES,
    AGE,
    DAYS,
    /** A checkpoint barrier: an open batch is never part of a checkpoint. */
    BARRIER,
    END_OF_INPUT;

    /** As the label of a metric has it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
