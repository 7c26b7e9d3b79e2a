package io.arrowgate.tools.cli;

import io.arrowgate.config.OptionFlags;
import io.arrowgate.tools.cli.data.AlertsCommand;
import io.arrowgate.tools.cli.data.ArchiveCommand;
import io.arrowgate.tools.cli.data.DeadLettersCommand;
import io.arrowgate.tools.cli.data.MigrateCommand;
import io.arrowgate.tools.cli.data.ReplayCommand;
import io.arrowgate.tools.cli.data.ReportCommand;
import io.arrowgate.tools.cli.data.RestoreCommand;
import io.arrowgate.tools.cli.data.SqlCommand;
import io.arrowgate.tools.cli.data.TailCommand;
import io.arrowgate.tools.cli.data.VerifyCommand;
import io.arrowgate.tools.local.process.TempDirectories;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Runs the command line {@code ./arrowgate} and its subcommands. */
@Command(
        name = "arrowgate",
        description = "Encodes Kafka events as Arrow micro-batches and inserts them into ClickHouse exactly once.",
        subcommands = {
            DemoCommand.class,
            TourCommand.class,
            UpCommand.class,
            ProduceCommand.class,
            JobCommand.class,
            StreamsCommand.class,
            SqlCommand.class,
            ReportCommand.class,
            MigrateCommand.class,
            VerifyCommand.class,
            DeadLettersCommand.class,
            TailCommand.class,
            AlertsCommand.class,
            ArchiveCommand.class,
            RestoreCommand.class,
            ReplayCommand.class,
            DetectCommand.class,
            BenchCommand.class,
            ChaosCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "'arrowgate COMMAND --help' describes a command, 'arrowgate --version' prints the version."})
public final class Arrowgate {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    @Option(names = "--help", usageHelp = true, scope = ScopeType.INHERIT, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // Picocli reads it.
    private boolean help;

    private Arrowgate() {}

    /** Exit codes: 0 for success, 1 for a failure or a finding, 2 for an invalid command line or setting. */
    public static void main(String[] args) {
        TempDirectories.removeLeftovers();
        int exitCode = commandLine().execute(OptionFlags.expand(args));
        TempDirectories.removeOwn();
        System.exit(exitCode);
    }

    static CommandLine commandLine() {
        CommandExceptionHandler report = new CommandExceptionHandler();
        return new CommandLine(new Arrowgate())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(report)
                .setExecutionExceptionHandler(report);
    }
}
