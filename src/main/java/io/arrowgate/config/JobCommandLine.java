package io.arrowgate.config;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of the job itself, as {@code flink run} passes it on. */
public final class JobCommandLine {
    private JobCommandLine() {}

    /**
     * The options in force; empty if only help was asked for, which is then printed.
     *
     * @param environment variables of the process
     * @throws InvalidSettingException naming the argument and what is expected
     */
    public static Optional<ResolvedOptions> parse(String[] args, Map<String, String> environment, PrintWriter out) {
        CommandSpec command = CommandSpec.create().name("arrowgate");
        command.addOption(OptionSpec.builder("--help")
                .usageHelp(true)
                .description("Shows this help.")
                .build());
        command.usageMessage()
                .description("Turns Kafka events into Arrow micro-batches and lands them in ClickHouse, exactly once.");
        OptionFlags.addTo(command, ArrowgateOptions.ALL);
        CommandLine commandLine = new CommandLine(command);
        try {
            ParseResult parsed = commandLine.parseArgs(OptionFlags.expand(args));
            if (commandLine.isUsageHelpRequested()) {
                commandLine.usage(out, Ansi.OFF);
                return Optional.empty();
            }
            return Optional.of(OptionFlags.resolve(parsed, environment));
        } catch (ParameterException e) {
            throw new InvalidSettingException("command line", message(e));
        }
    }

    /** What is wrong with a command line, with the nearest known flag for an unknown one. */
    public static String message(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched) || !unmatched.isUnknownOption()) {
            return e.getMessage();
        }
        String flag = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        List<String> known =
                List.copyOf(e.getCommandLine().getCommandSpec().optionsMap().keySet());
        return "unknown option '%s'%s".formatted(flag, NearestName.suggestion(flag, known));
    }
}
