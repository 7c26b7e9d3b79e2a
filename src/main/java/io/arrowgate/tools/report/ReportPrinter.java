package io.arrowgate.tools.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.report.Report;
import io.arrowgate.report.ReportResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Set;

/** Prints reports to the console, as text or as data. */
public final class ReportPrinter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClickHouseSettings settings;
    private final PrintWriter out;

    /** Names the output formats. */
    public enum Format {
        TABLE,
        CSV,
        JSON,
        HTML
    }

    /** @param settings of the server, which a page names */
    public ReportPrinter(ClickHouseSettings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
    }

    /** Lists reports with their options. */
    public void list(Collection<Report> reports) {
        int width = reports.stream()
                .mapToInt(report -> report.name().length())
                .max()
                .orElse(0);
        for (Report report : reports) {
            out.printf("%-" + width + "s  %s%n", report.name(), report.comment());
            Set<String> options = report.parameters().keySet();
            if (!options.isEmpty()) {
                out.printf("%s  --%s%n", " ".repeat(width), String.join(" --", options));
            }
        }
    }

    /**
     * Prints the rows of a report.
     *
     * @param days that the rows are of
     * @param limit maximum number of rows that were read
     */
    public void print(Report report, ReportResult rows, DayRange days, long limit, Format format) throws IOException {
        switch (format) {
            case CSV -> out.print(ReportCsv.of(rows));
            case JSON -> printJson(rows);
            case HTML -> out.print(HtmlReport.of(report, rows, settings, days));
            case TABLE -> printTable(report, rows, days, limit);
        }
        out.flush();
    }

    private void printTable(Report report, ReportResult rows, DayRange days, long limit) {
        out.println(report.parameters().containsKey("from") ? report.comment() + "; " + days : report.comment());
        out.println();
        TextTable.lines(rows).forEach(out::println);
        if (rows.rows().isEmpty()) {
            out.println("No rows. Try other days, or 'arrowgate migrate' if the data is new.");
        }
        if (rows.rows().size() == limit) {
            out.printf("… first %,d rows; --limit shows more%n", limit);
        }
    }

    /** Prints one JSON object per line. */
    private void printJson(ReportResult report) throws JsonProcessingException {
        for (JsonNode row : report.rows()) {
            ObjectNode object = JSON.createObjectNode();
            for (int i = 0; i < report.columns().size(); i++) {
                object.set(report.columns().get(i), row.get(i));
            }
            out.println(JSON.writeValueAsString(object));
        }
    }
}
