package io.arrowgate.cli.report;

/** How a report is written. */
enum ReportFormat {
    TABLE,
    CSV,
    JSON,
    HTML
}
