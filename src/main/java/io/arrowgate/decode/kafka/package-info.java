/**
 * Reads fields from key, headers, timestamp and place of a Kafka record. Uses {@code common}, {@code source}, {@code stream},
 * {@code decode.json} and {@code decode.row}. Depends on neither Flink nor Arrow. Start reading at {@link KafkaFieldReader}.
 */
package io.arrowgate.decode.kafka;
