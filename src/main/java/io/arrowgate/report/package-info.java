/**
 * Maintains the views that answer reports and reads them. Uses {@code clickhouse}, {@code common}, {@code config},
 * {@code decode}, {@code source}, {@code stream} and {@code report.derived}. Start reading at {@link ReportReader}.
 */
package io.arrowgate.report;
