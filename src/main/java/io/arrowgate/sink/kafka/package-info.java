/**
 * Writes micro-batches and dead letters to Kafka topics exactly once, within the age limit of a transaction. Uses
 * {@code batch}, {@code common}, {@code config}, {@code decode}, {@code lease}, {@code source} and {@code stream}. Start
 * reading at {@link ExactlyOnceSinkFactory}.
 */
package io.arrowgate.sink.kafka;
