package io.arrowgate.config;

import static java.util.stream.Collectors.toSet;

import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.NameSuggestion;
import io.arrowgate.config.option.ResolvedOptions;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
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
        CommandSpec command = e.getCommandLine().getCommandSpec();
        List<String> unmatched = e.getCommandLine().getUnmatchedArguments();
        // A misspelt option is the reason why a required one is missing.
        if (e instanceof MissingParameterException
                && !unmatched.isEmpty()
                && unmatched.get(0).startsWith("-")) {
            return unknown("option", unmatched.get(0), flags(command));
        }
        if (e instanceof UnmatchedArgumentException unknown) {
            if (unknown.isUnknownOption()) {
                return unknown("option", unmatched.get(0), flags(command));
            }
            return command.subcommands().isEmpty()
                    ? "unexpected argument '%s'; write options as --name value, lists with commas and without blanks, and values with blanks in quotes"
                            .formatted(unmatched.get(0))
                    : unknown(
                            "argument", unmatched.get(0), command.subcommands().keySet());
        }
        return e.getMessage();
    }

    private static String unknown(String kind, String argument, Set<String> known) {
        String name = argument.replaceFirst("=.*", "");
        return "unknown %s '%s'%s".formatted(kind, name, NameSuggestion.suggestion(name, known));
    }

    /** Returns the flags that {@code --help} lists. */
    private static Set<String> flags(CommandSpec command) {
        return command.options().stream()
                .filter(flag -> !flag.hidden())
                .flatMap(flag -> Stream.of(flag.names()))
                .collect(toSet());
    }
}
