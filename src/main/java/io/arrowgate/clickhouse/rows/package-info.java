/**
 * Inserts single rows through the JDBC connector, at least once. Uses {@code common}, {@code config},
 * {@code clickhouse.client} and {@code clickhouse.ddl}. Start reading at {@link JdbcRowSink}.
 */
package io.arrowgate.clickhouse.rows;
