package io.arrowgate.tools.cli.data;

import io.arrowgate.JobPreparation;
import io.arrowgate.config.JobSettings;
import io.arrowgate.report.derived.DerivedTableRefresh;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.local.LocalServers;
import io.arrowgate.tools.option.ReportFlags;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates the tables and views of the reports and brings them up to date ({@code migrate}). */
@Command(
        name = "migrate",
        modelTransformer = ReportFlags.class,
        description = {
            "Creates the tables and views of the reports, and computes the rows that they lack.",
            "",
            "A job does the same when it starts, and keeps the tables up to date while it runs. May run at any time,"
                    + " concurrently, and again after a failure.",
            "Without --clickhouse-url the server is that of the local stack.",
            ""
        })
public final class MigrateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--rebuild",
            description = "Recompute everything, for example after raw rows were deleted or changed by hand.")
    private boolean rebuild;

    @Override
    public Integer call() throws Exception {
        JobSettings settings = LocalServers.settings(command);
        PrintWriter out = command.commandLine().getOut();
        List<StreamDefinition> streams = StreamDefinitions.named(settings.streams(), settings.streamsPath());
        JobPreparation.clickHouse(settings, streams)
                .forEach((file, outcome) -> out.printf(
                        "%-28s %s%n",
                        file, outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        try (DerivedTableRefresh refresh = new DerivedTableRefresh(settings.clickHouse())) {
            for (StreamDefinition stream : streams) {
                if (rebuild) {
                    refresh.invalidate(stream);
                }
                refresh.refresh(stream, (table, portion, portions, rows) -> {
                    out.printf("%s: %,d new rows, portion %d of %d%n", table, rows, portion + 1, portions);
                    out.flush();
                });
            }
        }
        out.println("The reports are up to date.");
        return 0;
    }
}
