/**
 * Decodes JSON objects, by a scanner over the bytes and a library for unusual records. Uses {@code common}, {@code source},
 * {@code stream}, {@code decode.row} and {@code decode.value}. Depends on neither Flink nor Arrow. Start reading at
 * {@link JsonDecoder}.
 */
package io.arrowgate.decode.json;
