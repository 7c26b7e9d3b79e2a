/**
 * Maps the raw fields of a record to the columns of one row, independent of the record format. Uses {@code common},
 * {@code source}, {@code stream} and {@code decode.value}. Depends on neither Flink nor Arrow. Start reading at
 * {@link RowMapper}.
 */
package io.arrowgate.decode.row;
