package io.arrowgate.tools.bench.run;

/**
 * One run of the whole job.
 *
 * @param run time and memory
 * @param bytesPerRow mean encoded size in the Arrow topic, bytes
 * @param checkpoints what Flink says of its checkpoints
 * @param alerts in their table at the end, fired and resolved
 */
public record JobMeasurement(Measurement run, double bytesPerRow, CheckpointStats checkpoints, long alerts) {}
