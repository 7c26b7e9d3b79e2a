package io.arrowgate.cli.bench;

/**
 * One run of the whole job.
 *
 * @param run time and memory
 * @param bytesPerRow mean encoded size in the Arrow topic, bytes
 * @param checkpoints what Flink says of its checkpoints
 */
record JobMeasurement(Measurement run, double bytesPerRow, CheckpointStats checkpoints) {}
