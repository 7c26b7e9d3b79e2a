/**
 * Parses the text of a single value and writes it into a cell of the row buffer. Uses {@code common} and {@code stream}.
 * Depends on neither Flink nor Arrow. Start reading at {@link ValueParsers}.
 */
package io.arrowgate.decode.value;
