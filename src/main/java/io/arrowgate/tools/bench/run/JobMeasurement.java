package io.arrowgate.tools.bench.run;

/**
 * Holds the measurements of one run of the whole job.
 *
 * @param run time and memory
 * @param bytesPerRow mean encoded size in the Arrow topic, bytes
 * @param checkpoints Flink's checkpoint statistics
 * @param alerts rows in the alert table at the end, fired and resolved
 */
public record JobMeasurement(Measurement run, double bytesPerRow, CheckpointStats checkpoints, long alerts) {}
