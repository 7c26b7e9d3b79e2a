/**
 * Maintains tables that are computed from a stream's rows: counter increments, roll-ups, and tables defined in SQL files.
 * Uses {@code batch}, {@code clickhouse}, {@code config} and {@code stream}. Start reading at {@link DerivedTableRefresh}.
 */
package io.arrowgate.report.derived;
