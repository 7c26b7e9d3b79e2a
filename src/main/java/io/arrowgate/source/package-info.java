/**
 * Reads raw records from Kafka and rejects topics and offsets that do not match the job's state. Uses {@code common} and
 * {@code config}. Start reading at {@link RawRecordSource}.
 */
package io.arrowgate.source;
