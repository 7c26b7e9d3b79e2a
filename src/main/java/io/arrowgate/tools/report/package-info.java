/**
 * Prints reports as text, CSV and HTML. Uses {@code clickhouse}, {@code config} and {@code report}. Start reading at
 * {@link ReportPrinter}.
 */
package io.arrowgate.tools.report;
