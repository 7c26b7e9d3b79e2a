package io.arrowgate.batch;

import java.util.Locale;

/** Classifies the causes that close a micro-batch; the label of their metric. */
public enum CloseCause {
    ROWS,
    BYTES,
    AGE,
    DAYS,
    /** A checkpoint barrier. Open batches are never part of a checkpoint. */
    BARRIER,
    END_OF_INPUT;

    /** Returns the value of the metric label. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
