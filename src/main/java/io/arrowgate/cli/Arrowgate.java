package io.arrowgate.cli;

import io.arrowgate.cli.archive.ArchiveCommand;
import io.arrowgate.cli.archive.ReplayCommand;
import io.arrowgate.cli.archive.RestoreCommand;
import io.arrowgate.cli.bench.BenchCommand;
import io.arrowgate.cli.chaos.ChaosCommand;
import io.arrowgate.cli.deadletters.DeadLettersCommand;
import io.arrowgate.cli.detect.DetectCommand;
import io.arrowgate.cli.report.MigrateCommand;
import io.arrowgate.cli.report.ReportCommand;
import io.arrowgate.cli.streams.StreamsCommand;
import io.arrowgate.cli.verify.VerifyCommand;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.local.TempFolders;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line {@code ./arrowgate}. */
@Command(
        name = "arrowgate",
        description = "Kafka events to Arrow micro-batches, and into ClickHouse exactly once.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ProduceCommand.class,
            JobCommand.class,
            StreamsCommand.class,
            ReportCommand.class,
            MigrateCommand.class,
            VerifyCommand.class,
            DeadLettersCommand.class,
            ArchiveCommand.class,
            RestoreCommand.class,
            ReplayCommand.class,
            DetectCommand.class,
            BenchCommand.class,
            ChaosCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "'arrowgate COMMAND --help' tells about a command."})
public final class Arrowgate {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    @Option(names = "--help", usageHelp = true, scope = ScopeType.INHERIT, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // Picocli reads it.
    private boolean help;

    private Arrowgate() {}

    /** Exit codes: 0 when all went well, 1 when it failed, 2 when the command line or a setting cannot be used. */
    public static void main(String[] args) {
        TempFolders.removeLeftovers();
        int exitCode = commandLine().execute(OptionFlags.expand(args));
        TempFolders.removeOwn();
        System.exit(exitCode);
    }

    static CommandLine commandLine() {
        FailureReport report = new FailureReport();
        return new CommandLine(new Arrowgate())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(report)
                .setExecutionExceptionHandler(report);
    }
}
