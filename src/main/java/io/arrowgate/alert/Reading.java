package io.arrowgate.alert;

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
}
