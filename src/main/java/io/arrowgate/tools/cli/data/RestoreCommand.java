package io.arrowgate.tools.cli.data;

import io.arrowgate.archive.ArchiveFolder;
import io.arrowgate.archive.ArchiveFormat;
import io.arrowgate.archive.ArchiveLocation;
import io.arrowgate.archive.TableArchiver;
import io.arrowgate.config.JobSettings;
import io.arrowgate.report.derived.DayTable;
import io.arrowgate.report.derived.DerivedTableRefresh;
import io.arrowgate.tools.console.StepProgress;
import io.arrowgate.tools.local.LocalServers;
import io.arrowgate.tools.option.ArchiveFlags;
import io.arrowgate.tools.option.ArchiveTargetOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Restores archived days into their table ({@code restore}). */
@Command(
        name = "restore",
        modelTransformer = ArchiveFlags.class,
        description = {
            "Restores archived rows into their table.",
            "",
            "Rows that the table has are left unchanged, so a restore may be repeated. The archive record is removed; a running"
                    + " job, or 'migrate', then recomputes the tables that derive from a stream's own table.",
            "Without --clickhouse-url the server is that of the local stack.",
            ""
        })
public final class RestoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private ArchiveTargetOptions target;

    @Option(
            names = "--from",
            paramLabel = "PATH|URL",
            required = true,
            description =
                    "A local file, or s3://bucket/key, which the server reads: .parquet, .arrow or .csv, with the rows of one"
                            + " day. A local folder stands for its files <table>-<day>.<format>. May be repeated.")
    private List<String> from;

    @Override
    public Integer call() throws Exception {
        JobSettings settings = LocalServers.settings(command);
        DayTable table = target.table(settings);
        PrintWriter out = command.commandLine().getOut();
        List<String> files = new ArrayList<>();
        for (String each : from) {
            files.addAll(files(table, each));
        }
        try (StepProgress progress = new StepProgress(command.commandLine().getErr());
                TableArchiver archive = new TableArchiver(settings.clickHouse(), table, progress)) {
            for (String each : files) {
                TableArchiver.Restored restored = archive.restore(place(each), format(table, each));
                if (restored.taken()) {
                    recomputeDerivedTables(settings, table);
                }
                out.printf(
                        "%s, %s (UTC): %,d rows restored, %,d already present%n",
                        table.name(),
                        restored.day(),
                        restored.inserted(),
                        restored.digest().count() - restored.inserted());
            }
            return 0;
        } catch (SQLException e) {
            throw target.access().masked(e);
        }
    }

    /** Returns the table's files in a local folder; a path or URL of another kind stands for itself. */
    private List<String> files(DayTable table, String text) throws IOException {
        if (!(target.place(text) instanceof ArchiveLocation.Local local) || !Files.isDirectory(local.file())) {
            return List.of(text);
        }
        List<String> files = ArchiveFolder.files(local.file(), table.name());
        if (files.isEmpty()) {
            throw usage("--from: '%s' contains no archive of table %s, such as %s-2024-05-01.parquet"
                    .formatted(text, table.name(), table.name()));
        }
        return files;
    }

    private static void recomputeDerivedTables(JobSettings settings, DayTable table) throws SQLException {
        if (settings.reports().enabled()) {
            try (DerivedTableRefresh refresh = new DerivedTableRefresh(settings.clickHouse())) {
                refresh.createTables(table.stream());
                refresh.invalidate(table.stream());
            }
        }
    }

    private ArchiveLocation place(String text) throws NoSuchFileException {
        ArchiveLocation place = target.place(text);
        if (place instanceof ArchiveLocation.Local local && !Files.exists(local.file())) {
            throw new NoSuchFileException(text);
        }
        return place;
    }

    private ArchiveFormat format(DayTable table, String text) {
        ArchiveFormat format = ArchiveFormat.ofName(text)
                .orElseThrow(() -> usage("--from: '%s' has an unknown extension; supported are %s"
                        .formatted(
                                text,
                                Arrays.stream(ArchiveFormat.values())
                                        .map(known -> "." + known.ending())
                                        .toList())));
        if (format == ArchiveFormat.CSV && !table.classicFields().isEmpty()) {
            throw usage("--from: '%s' is a csv of '%s', which lacks columns; give a .parquet or .arrow file"
                    .formatted(text, table.name()));
        }
        return format;
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
