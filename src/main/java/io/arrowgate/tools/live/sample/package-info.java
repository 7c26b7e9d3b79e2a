/**
 * Reads metrics and row counts of a running job and computes rates. Uses the job packages, {@code tools.local} and
 * {@code tools.report}. Start reading at {@link JobMetricsReader}.
 */
package io.arrowgate.tools.live.sample;
