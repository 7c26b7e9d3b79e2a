package io.arrowgate.tools.report;

/** How a report is written. */
public enum ReportFormat {
    TABLE,
    CSV,
    JSON,
    HTML
}
