package io.arrowgate.tools.cli.data;

import io.arrowgate.archive.ArchiveFormat;
import io.arrowgate.archive.ArchiveLocation;
import io.arrowgate.archive.S3Object;
import io.arrowgate.archive.TableArchiver;
import io.arrowgate.config.JobSettings;
import io.arrowgate.report.derived.DayTable;
import io.arrowgate.report.derived.DerivedTableRefresh;
import io.arrowgate.tools.console.StepProgress;
import io.arrowgate.tools.local.LocalServers;
import io.arrowgate.tools.local.OutputFolder;
import io.arrowgate.tools.option.ArchiveConverters;
import io.arrowgate.tools.option.ArchiveFlags;
import io.arrowgate.tools.option.ArchiveTargetOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Copies days of a table into files ({@code archive}). */
@Command(
        name = "archive",
        modelTransformer = ArchiveFlags.class,
        description = {
            "Copies days of a table into files, verifies the files, and optionally deletes the rows from the table.",
            "",
            "Days are UTC days, like the tables' partitions. A file holds each row once, in the table's order and with all columns,"
                    + " so that 'restore' restores exactly these rows. Exception: the csv of a counter rollup has the operator's own"
                    + " record layout, with local times and without a header, and cannot be restored.",
            "Table archived_days records the archived days. The job does not insert rows again that were deleted from a stream's"
                    + " own table, and 'verify' reports them as archived; derived tables keep their results.",
            "Without --clickhouse-url the server is that of the local stack.",
            ""
        })
public final class ArchiveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private ArchiveTargetOptions target;

    @Option(
            names = "--day",
            paramLabel = "YYYY-MM-DD",
            converter = ArchiveConverters.Day.class,
            required = true,
            description = "The day, or the first of several.")
    private LocalDate day;

    @Option(
            names = "--to-day",
            paramLabel = "YYYY-MM-DD",
            converter = ArchiveConverters.Day.class,
            description = "The last day. By default --day itself.")
    private LocalDate lastDay;

    @Option(
            names = "--to",
            paramLabel = "PATH|URL",
            description =
                    "A local file or folder, or s3://bucket/key, which the server writes. A folder, or a path that ends in /,"
                            + " gets a file for each day, <table>-<day>.<format>. By default out/archive/ in --data-dir;"
                            + " required with --delete.")
    private String to;

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = "parquet",
            converter = ArchiveConverters.Format.class,
            description = "parquet, arrow (an IPC file) or csv. Default: ${DEFAULT-VALUE}")
    private ArchiveFormat format;

    @Option(
            names = "--delete",
            description =
                    "Delete the rows from the table after the file was read again and all row hashes match. Delete the oldest"
                            + " days first: while a day is archived, late rows of earlier days do not reach derived tables.")
    private boolean delete;

    @Override
    public Integer call() throws Exception {
        LocalDate last = lastDay == null ? day : lastDay;
        if (last.isBefore(day)) {
            throw usage("--to-day: '%s' is before --day, '%s'".formatted(last, day));
        }
        if (to == null) {
            if (delete) {
                throw usage("--delete: --to is missing; give a folder that you keep, because the rows are only there");
            }
            to = Files.createDirectories(OutputFolder.file(LocalServers.options(command), "archive")) + "/";
        }
        JobSettings settings = LocalServers.settings(command);
        DayTable table = target.table(settings);
        boolean classic = format == ArchiveFormat.CSV && !table.classicFields().isEmpty();
        if (classic && delete) {
            throw usage("--delete: the csv of '%s' lacks columns and cannot be restored; give --format=parquet"
                    .formatted(table.name()));
        }
        if (classic && S3Object.isUrl(to)) {
            throw usage("--to: '%s' is not a local path, which the csv of '%s' requires; give a local file or folder"
                    .formatted(to, table.name()));
        }
        if (!isFolder() && !last.equals(day)) {
            throw usage("--to: '%s' is one file, but there are several days; give a folder, ending in /".formatted(to));
        }
        try (StepProgress progress = new StepProgress(command.commandLine().getErr());
                TableArchiver archive = new TableArchiver(settings.clickHouse(), table, progress)) {
            for (LocalDate each = day; !each.isAfter(last); each = each.plusDays(1)) {
                run(settings, table, archive, each, classic);
            }
            return 0;
        } catch (SQLException e) {
            throw target.access().masked(e);
        }
    }

    private void run(JobSettings settings, DayTable table, TableArchiver archive, LocalDate each, boolean classic)
            throws Exception {
        PrintWriter out = command.commandLine().getOut();
        ArchiveLocation place = target.place(place(table, each));
        TableArchiver.Copy copy =
                classic ? archive.copyAsClassicCsv(each, Path.of(place.text())) : archive.copy(each, place, format);
        if (copy.digest().count() == 0) {
            List<String> taken = archive.locationsOfRemoved(each);
            out.printf(
                    "%s, %s (UTC): no rows%s%n",
                    table.name(), each, taken.isEmpty() ? "" : "; archived in " + String.join(", ", taken));
            return;
        }
        if (delete) {
            takeIn(settings, table);
            archive.removeRows(copy);
        }
        out.printf(
                "%s, %s (UTC): %,d rows in %s%s%n",
                table.name(), each, copy.digest().count(), place.text(), delete ? ", and no longer in the table" : "");
    }

    /** Refreshes the derived tables before the rows are deleted. */
    private static void takeIn(JobSettings settings, DayTable table) throws SQLException {
        if (!table.isBronzeTable() || !settings.reports().enabled()) {
            return;
        }
        try (DerivedTableRefresh refresh = new DerivedTableRefresh(settings.clickHouse())) {
            refresh.createTables(table.stream());
            refresh.refresh(table.stream(), (name, portion, portions, rows) -> {});
        }
    }

    private boolean isFolder() {
        return to.endsWith("/") || (!S3Object.isUrl(to) && Files.isDirectory(Path.of(to)));
    }

    private String place(DayTable table, LocalDate each) {
        if (!isFolder()) {
            return to;
        }
        String name = "%s-%s.%s".formatted(table.name(), each, format.ending());
        return to.endsWith("/") ? to + name : to + "/" + name;
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
