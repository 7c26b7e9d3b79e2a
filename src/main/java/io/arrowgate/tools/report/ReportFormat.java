package io.arrowgate.tools.report;

/** Names the output formats of a report. */
public enum ReportFormat {
    TABLE,
    CSV,
    JSON,
    HTML
}
