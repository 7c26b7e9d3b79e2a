/**
 * Splits SQL statements as far as the HTTP interface needs it and rejects statements that reach outside the engine. Uses
 * {@code tools.local.engine}. Start reading at {@link ParsedStatement}.
 */
package io.arrowgate.tools.local.sql;
