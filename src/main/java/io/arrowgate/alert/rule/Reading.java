package io.arrowgate.alert.rule;

import io.arrowgate.batch.series.SeriesSlices;

/** Holds one reading of a series. Reused for each reading: callers must not keep it. */
public final class Reading {
    public long timeMicros;
    public int partition;
    public long offset;
    public int rowInRecord;
    /** Values by field of the stream; NaN where the record has none. */
    public final double[] values;

    public Reading(int fields) {
        values = new double[fields];
    }

    /** Fills this reading from a row. */
    public Reading set(SeriesSlices slices, int row) {
        timeMicros = slices.timesMicros()[row];
        partition = slices.partitions()[row];
        offset = slices.offsets()[row];
        rowInRecord = slices.rowInRecord(row);
        for (int field = 0; field < values.length; field++) {
            values[field] = slices.values()[field][row];
        }
        return this;
    }
}
