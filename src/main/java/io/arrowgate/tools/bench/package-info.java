/**
 * Measures throughput and cost of the job and reports the results. Uses the job packages, {@code tools.bench.run},
 * {@code tools.load} and {@code tools.local}. Start reading at {@link BenchRunner}.
 */
package io.arrowgate.tools.bench;
