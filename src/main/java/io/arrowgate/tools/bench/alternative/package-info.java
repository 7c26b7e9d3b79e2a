/**
 * Moves the benchmark's events into ClickHouse by other means, at least once, for a comparison with the job. Not in the job jar.
 * Uses {@code clickhouse.ddl} for the table and {@code tools.bench.run}. Start reading at {@link AlternativeOptions}.
 */
package io.arrowgate.tools.bench.alternative;
