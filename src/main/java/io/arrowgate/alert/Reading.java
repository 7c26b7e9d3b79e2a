package io.arrowgate.alert;

import io.arrowgate.batch.SeriesSlices;

/** One reading of a series, refilled over and over: nothing keeps it. */
final class Reading {
    long timeMicros;
    int partition;
    long offset;
    /** By field of the stream; NaN where the record has none. */
    final double[] values;

    Reading(int fields) {
        values = new double[fields];
    }

    /** Refills it with a row. */
    Reading set(SeriesSlices slices, int row) {
        timeMicros = slices.timesMicros()[row];
        partition = slices.partitions()[row];
        offset = slices.offsets()[row];
        for (int field = 0; field < values.length; field++) {
            values[field] = slices.values()[field][row];
        }
        return this;
    }
}
