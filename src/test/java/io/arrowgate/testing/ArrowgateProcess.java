package io.arrowgate.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/**
 * Holds the result of a command of {@code ./arrowgate}.
 *
 * @param exitCode 1 if it threw
 * @param out standard output
 * @param err standard error: failures and progress
 */
public record ArrowgateProcess(int exitCode, String out, String err) {
    private static final Path DATA_DIR = Path.of("target/commands").toAbsolutePath();

    /**
     * Runs a command. Without {@code --data-dir} it writes to a folder of the build.
     *
     * @param settings flags of a job, {@code --key=value}; those that the command does not support are omitted
     */
    public static ArrowgateProcess of(Object command, List<String> settings, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((e, failed, parsed) -> {
                    failed.getErr().println(e);
                    return 1;
                });
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        if (line.getCommandSpec().findOption("--data-dir") != null
                && all.stream().noneMatch(argument -> argument.startsWith("--data-dir"))) {
            all.add("--data-dir=" + DATA_DIR);
        }
        for (String setting : settings) {
            if (line.getCommandSpec().findOption(setting.split("=", 2)[0]) != null) {
                all.add(setting);
            }
        }
        int exitCode = line.execute(all.toArray(String[]::new));
        return new ArrowgateProcess(exitCode, out.toString(), err.toString());
    }
}
