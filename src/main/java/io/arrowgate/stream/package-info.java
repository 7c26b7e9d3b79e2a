/**
 * Reads stream definitions from YAML, with their alert rules, and validates them. Uses {@code config}, {@code stream.column}
 * and {@code stream.condition}. Depends on neither Flink nor Arrow. Start reading at {@link StreamDefinition}.
 */
package io.arrowgate.stream;
