/**
 * Collects rows in Arrow vectors and encodes them as one Arrow IPC message, the micro-batch. Uses {@code common},
 * {@code config}, {@code decode}, {@code source} and {@code stream}. Does not depend on Flink. Start reading at
 * {@link BatchBuilder}.
 */
package io.arrowgate.batch.arrow;
