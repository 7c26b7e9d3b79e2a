package io.arrowgate.tools.cli.data;

import io.arrowgate.tools.local.SharedStack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** Holds the exit code and output of a {@code dead-letters} command. */
public record CommandOutcome(int exitCode, String out, String err) {
    /** Runs the command on a dead letter topic of the shared broker. */
    public static CommandOutcome of(String deadLetters, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--kafka.bootstrap-servers=" + SharedStack.bootstrapServers());
        all.add("--kafka.dead-letters-topic=" + deadLetters);
        int exitCode = new CommandLine(new DeadLettersCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new CommandOutcome(exitCode, out.toString(), err.toString());
    }
}
