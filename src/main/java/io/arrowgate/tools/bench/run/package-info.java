/**
 * Runs single measurements in the measuring process. Uses the job packages and {@code tools.load}. Start reading at
 * {@link JobBenchmark}.
 */
package io.arrowgate.tools.bench.run;
