/**
 * Runs single measurements in the measuring process. Uses the job packages, {@code tools.load} and
 * {@code tools.verify}. Start reading at {@link JobBenchmark}.
 */
package io.arrowgate.tools.bench.run;
