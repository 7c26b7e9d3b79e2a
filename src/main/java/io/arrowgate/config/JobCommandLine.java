package io.arrowgate.config;

import static java.util.stream.Collectors.toSet;

import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.NameSuggestion;
import io.arrowgate.config.option.ResolvedOptions;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses the command line of the job, as {@code flink run} passes it on. */
public final class JobCommandLine {
    private JobCommandLine() {}

    /**
     * Resolves the options. Prints the help and returns empty if {@code --help} is given.
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
                .description(
                        "Encodes Kafka events as Arrow micro-batches and inserts them into ClickHouse exactly once.");
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

    /** Describes the error of a command line, with the nearest known name for an unknown one. */
    public static String message(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return e.getMessage();
        }
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String unknown = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        boolean option = unmatched.isUnknownOption();
        Set<String> known = option ? flags(command) : command.subcommands().keySet();
        return "unknown %s '%s'%s"
                .formatted(option ? "option" : "argument", unknown, NameSuggestion.suggestion(unknown, known));
    }

    /** Returns the flags that {@code --help} lists. */
    private static Set<String> flags(CommandSpec command) {
        return command.options().stream()
                .filter(flag -> !flag.hidden())
                .flatMap(flag -> Stream.of(flag.names()))
                .collect(toSet());
    }
}
