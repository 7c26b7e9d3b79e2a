/**
 * Measures what the layout of a stream's table costs: engine CPU of inserts and merges, bytes on disk, and queries. Uses the job
 * packages, {@code tools.bench.cpu}, {@code tools.load} and {@code tools.local}. Start reading at {@link TableBenchmark}.
 */
package io.arrowgate.tools.bench.table;
