/**
 * Collects the batches of one checkpoint interval and serializes them as committables, in memory or spilled to files. Uses
 * {@code batch}, {@code config} and {@code clickhouse.client}. Start reading at {@link ClickHouseWriter}.
 */
package io.arrowgate.clickhouse.writer;
