/**
 * Holds Kafka helpers that several packages share: topic administration and the classification of connection
 * errors. Uses {@code config} and {@code common}. Start reading at {@link KafkaAdmin}.
 */
package io.arrowgate.common.kafka;
