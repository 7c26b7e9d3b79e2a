/**
 * Runs the Flink operator that decodes records, collects rows and emits micro-batches, dead letters and series slices. Uses
 * {@code common}, {@code config}, {@code decode}, {@code source}, {@code stream}, {@code batch.arrow} and
 * {@code batch.series}. Start reading at {@link MicroBatchOperator}.
 */
package io.arrowgate.batch;
