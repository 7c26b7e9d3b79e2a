/**
 * Decodes points of InfluxDB's line protocol. Uses {@code common}, {@code source}, {@code stream}, {@code decode.row} and
 * {@code decode.value}. Depends on neither Flink nor Arrow. Start reading at {@link LineProtocolDecoder}.
 */
package io.arrowgate.decode.influx;
