/**
 * Describes the columns of a stream: types, event time and counters. Uses no other package. Depends on neither Flink nor
 * Arrow. Start reading at {@link ColumnDefinition}.
 */
package io.arrowgate.stream.column;
