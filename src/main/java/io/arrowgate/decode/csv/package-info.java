/**
 * Decodes CSV lines (RFC 4180). Uses {@code common}, {@code source}, {@code stream}, {@code decode.json},
 * {@code decode.row} and {@code decode.value}. Depends on neither Flink nor Arrow. Start reading at {@link CsvDecoder}.
 */
package io.arrowgate.decode.csv;
