/**
 * Writes each micro-batch as an Arrow file of a partitioned folder, exactly once. Uses {@code batch}, {@code config} and
 * {@code stream}. Start reading at {@link LakeSink}.
 */
package io.arrowgate.sink.lake;
