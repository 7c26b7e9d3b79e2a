/**
 * Moves days of rows from ClickHouse into files and back. Uses {@code clickhouse}, {@code config} and {@code report}. Start
 * reading at {@link TableArchiver}.
 */
package io.arrowgate.archive;
