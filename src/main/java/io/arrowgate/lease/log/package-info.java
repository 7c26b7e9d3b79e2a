/**
 * Stores leases in a compacted Kafka topic and derives the holder from it. Uses {@code common} and {@code config}. Start
 * reading at {@link LeaseLogView}.
 */
package io.arrowgate.lease.log;
