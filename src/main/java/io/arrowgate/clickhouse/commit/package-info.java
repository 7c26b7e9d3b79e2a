/**
 * Implements the insert protocol: retries, deduplication, the check for missing rows, and the fence against in-flight
 * inserts. Uses {@code batch}, {@code common}, {@code config}, {@code stream}, {@code clickhouse.client},
 * {@code clickhouse.ddl} and {@code clickhouse.writer}. Start reading at {@link BatchInserter}.
 */
package io.arrowgate.clickhouse.commit;
