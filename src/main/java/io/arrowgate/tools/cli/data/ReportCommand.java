package io.arrowgate.tools.cli.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.option.NameSuggestion;
import io.arrowgate.report.Report;
import io.arrowgate.report.ReportReader;
import io.arrowgate.report.ReportResult;
import io.arrowgate.tools.cli.option.ReportFlags;
import io.arrowgate.tools.local.LocalServers;
import io.arrowgate.tools.report.DayRange;
import io.arrowgate.tools.report.HtmlReport;
import io.arrowgate.tools.report.ReportCsv;
import io.arrowgate.tools.report.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints reports as text or data, or writes a page with charts ({@code report}). */
@Command(
        name = "report",
        modelTransformer = ReportFlags.class,
        description = {
            "Shows reports: 'report list' names them, 'report NAME' shows one, 'report --html FILE' writes a page with charts.",
            "",
            "Days are in the stream's time zone, times in UTC. The default range is the last seven days with data.",
            "Without --clickhouse-url the server is that of the local stack.",
            ""
        })
public final class ReportCommand implements Callable<Integer> {
    /** Names the output formats. */
    private enum Format {
        TABLE,
        CSV,
        JSON,
        HTML
    }

    private static final String LIST = "list";

    @Spec
    private CommandSpec command;

    @Parameters(arity = "0..1", paramLabel = "NAME", defaultValue = LIST, description = "Report, or 'list'.")
    private String name;

    @Option(names = "--from", paramLabel = "DAY", description = "First day, such as 2024-01-05.")
    private String from;

    @Option(names = "--to", paramLabel = "DAY", description = "Day after the last one.")
    private String to;

    @Option(
            names = "--station",
            paramLabel = "PATTERN",
            defaultValue = "%",
            description = "LIKE pattern of stations: '34 ST%%'. By default all.")
    private String station;

    @Option(
            names = "--device",
            paramLabel = "PATTERN",
            defaultValue = "%",
            description = "LIKE pattern of devices. By default all.")
    private String device;

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = "table",
            description = "table, csv, json or html. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Maximum number of rows. Default: ${DEFAULT-VALUE}.")
    private long limit;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a page with charts of all reports to this file.")
    private Path html;

    @Override
    public Integer call() throws Exception {
        ClickHouseSettings settings = LocalServers.settings(command).clickHouse();
        DayRange days = days();
        PrintWriter out = command.commandLine().getOut();
        try (ReportReader reader = new ReportReader(settings)) {
            Map<String, Report> reports = reader.reports();
            if (reports.isEmpty()) {
                throw new IllegalStateException("database '%s' at %s has no reports; 'arrowgate migrate' creates them"
                        .formatted(settings.database(), settings.url()));
            }
            if (html != null) {
                Files.writeString(html, HtmlReport.of(reader, settings, days, station, device));
                out.println("Report written to " + html.toAbsolutePath());
            } else if (name.equals(LIST)) {
                list(reports, out);
            } else {
                show(reader, settings, known(reports), days, out);
            }
        }
        return 0;
    }

    private DayRange days() {
        try {
            return DayRange.of(from, to);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private Report known(Map<String, Report> reports) {
        Report report = reports.get(name);
        if (report == null) {
            throw new ParameterException(
                    command.commandLine(),
                    "unknown report '%s'%s 'arrowgate report list' lists all reports"
                            .formatted(
                                    name,
                                    NameSuggestion.of(name, reports.keySet())
                                            .map("; did you mean '%s'?"::formatted)
                                            .orElse(";")));
        }
        return report;
    }

    private static void list(Map<String, Report> reports, PrintWriter out) {
        int width = reports.keySet().stream().mapToInt(String::length).max().orElse(0);
        for (Report report : reports.values()) {
            List<String> options = new ArrayList<>();
            report.parameters().keySet().forEach(parameter -> options.add("--" + parameter));
            out.printf("%-" + width + "s  %s%n", report.name(), report.comment());
            if (!options.isEmpty()) {
                out.printf("%s  %s%n", " ".repeat(width), String.join(" ", options));
            }
        }
    }

    private void show(ReportReader reader, ClickHouseSettings settings, Report report, DayRange days, PrintWriter out)
            throws SQLException, IOException {
        DayRange known = days.orNewest(reader, HtmlReport.streamOf(report));
        Map<String, String> arguments = new HashMap<>(known.arguments(report));
        arguments.put("station", station);
        arguments.put("device", device);
        ReportResult rows = reader.read(report, arguments, limit);
        switch (format) {
            case CSV -> out.print(ReportCsv.of(rows));
            case JSON -> json(rows, out);
            case HTML -> out.print(HtmlReport.of(report, rows, settings, known));
            case TABLE -> {
                if (report.parameters().containsKey("from")) {
                    out.println(report.comment() + "; " + known);
                } else {
                    out.println(report.comment());
                }
                out.println();
                TextTable.lines(rows).forEach(out::println);
                if (rows.rows().size() == limit) {
                    out.printf("… first %,d rows; --limit shows more%n", limit);
                }
            }
        }
        out.flush();
    }

    /** Prints one JSON object per line. */
    private static void json(ReportResult report, PrintWriter out) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        for (JsonNode row : report.rows()) {
            ObjectNode object = mapper.createObjectNode();
            for (int i = 0; i < report.columns().size(); i++) {
                object.set(report.columns().get(i), row.get(i));
            }
            out.println(mapper.writeValueAsString(object));
        }
    }
}
