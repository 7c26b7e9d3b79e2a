package io.arrowgate.tools.cli.data;

import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.option.NameSuggestion;
import io.arrowgate.report.Report;
import io.arrowgate.report.ReportReader;
import io.arrowgate.report.ReportResult;
import io.arrowgate.tools.console.ShellPath;
import io.arrowgate.tools.local.LocalServers;
import io.arrowgate.tools.local.OutputFolder;
import io.arrowgate.tools.option.ReportFlags;
import io.arrowgate.tools.report.DayRange;
import io.arrowgate.tools.report.HtmlReport;
import io.arrowgate.tools.report.ReportPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
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
            "Shows reports: 'report list' names them, 'report NAME' shows one, 'report --html' writes a page with charts.",
            "",
            "Days are in the stream's time zone, times in UTC. The default range is the last seven days with data.",
            "Without --clickhouse-url the server is that of the local stack.",
            ""
        })
public final class ReportCommand implements Callable<Integer> {
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
    private ReportPrinter.Format format;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Maximum number of rows. Default: ${DEFAULT-VALUE}.")
    private long limit;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = "",
            description = "Write a page with charts of all reports to this file. Without FILE, to out/report.html in"
                    + " --data-dir.")
    private String html;

    @Override
    public Integer call() throws Exception {
        DayRange days = days();
        ClickHouseSettings settings = LocalServers.settings(command).clickHouse();
        PrintWriter out = command.commandLine().getOut();
        try (ReportReader reader = new ReportReader(settings)) {
            ReportPrinter printer = new ReportPrinter(settings, out);
            Map<String, Report> reports = reader.reports();
            if (reports.isEmpty()) {
                throw new IllegalStateException("database '%s' at %s has no reports; 'arrowgate migrate' creates them"
                        .formatted(settings.database(), settings.url()));
            }
            if (html != null) {
                Path page = html.isEmpty()
                        ? OutputFolder.file(LocalServers.options(command), "report.html")
                        : Path.of(html).toAbsolutePath();
                Files.writeString(page, HtmlReport.of(reader, settings, days, station, device));
                out.println("Report written to " + ShellPath.of(page));
            } else if (name.equals(LIST)) {
                printer.list(reports.values());
            } else {
                show(reader, known(reports), days, printer);
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

    private void show(ReportReader reader, Report report, DayRange days, ReportPrinter printer)
            throws SQLException, IOException {
        DayRange known = days.orNewest(reader, HtmlReport.streamOf(report));
        Map<String, String> arguments = new HashMap<>(known.arguments(report));
        arguments.put("station", station);
        arguments.put("device", device);
        ReportResult rows = reader.read(report, arguments, limit);
        printer.print(report, rows, known, limit, format);
    }
}
