package io.arrowgate.tools.bench.rate;

/**
 * Describes the completed checkpoints of a period.
 *
 * @param count number of checkpoints
 * @param newBytes written by one of them, the median: of incremental state, the bytes that the previous ones did not contain
 * @param millis duration of one, the median, end to end
 * @param maxMillis longest duration
 * @param alertStateBytes state of the alert operator in the newest one
 */
public record CheckpointFigures(int count, long newBytes, long millis, long maxMillis, long alertStateBytes) {}
