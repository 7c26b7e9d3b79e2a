/**
 * Inserts the micro-batches of a stream into its ClickHouse table exactly once, as a Flink two-phase sink. Uses
 * {@code batch}, {@code common}, {@code config}, {@code sink}, {@code stream}, {@code clickhouse.client},
 * {@code clickhouse.commit}, {@code clickhouse.ddl} and {@code clickhouse.writer}. Start reading at {@link ClickHouseSink}.
 */
package io.arrowgate.clickhouse;
