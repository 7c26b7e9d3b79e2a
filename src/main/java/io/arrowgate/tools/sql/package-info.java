/**
 * Runs SQL statements of a user on ClickHouse: scripts and an interactive prompt with history and completion. Uses
 * {@code config} and {@code clickhouse.client}. Start reading at {@link SqlPrompt}.
 */
package io.arrowgate.tools.sql;
