/**
 * Chooses the decoder of a stream and describes records that cannot be decoded. Uses {@code common}, {@code source},
 * {@code stream}, {@code decode.csv}, {@code decode.influx}, {@code decode.json}, {@code decode.kafka} and {@code decode.row}. Start reading at
 * {@link RecordDecoders}.
 */
package io.arrowgate.decode;
