package io.arrowgate.tools.bench.rate;

/**
 * Holds what the system uses with a number of series.
 *
 * @param series that sent events; 0 without events
 * @param seen number of series that have sent events since the job was started
 * @param cpu time of job and servers
 * @param rows latency from producing a reading until its row is visible
 * @param alerts latency from producing a reading until its alert is on the topic
 * @param behind number of rows that are pending because the job cannot follow; 0 if it follows
 * @param residentBytes memory of the process of job and live page
 * @param checkpoints in the measured period
 */
public record SeriesMeasurement(
        int series,
        int seen,
        CpuSample cpu,
        Latency rows,
        Latency alerts,
        long behind,
        long residentBytes,
        CheckpointFigures checkpoints) {
    boolean isIdle() {
        return series == 0;
    }

    /** Returns the state of the alert operator in bytes per series that was seen. */
    public double alertBytesPerSeries() {
        return checkpoints.alertStateBytes() / (double) seen;
    }
}
