package io.arrowgate.tools.cli;

import io.arrowgate.config.OptionFlags;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** Runs a command line and holds its exit code and output. */
public record CommandLineRun(int exitCode, String out, String error) {
    public static CommandLineRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter error = new StringWriter();
        int exitCode = execute(new PrintWriter(out, true), new PrintWriter(error, true), arguments);
        return new CommandLineRun(exitCode, out.toString(), error.toString());
    }

    /** Runs a command line that prints to these writers, and returns its exit code. */
    static int execute(PrintWriter out, PrintWriter error, String... arguments) {
        return Arrowgate.commandLine()
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(out)
                .setErr(error)
                .execute(OptionFlags.expand(arguments));
    }

    public List<String> lines() {
        return out.lines().toList();
    }
}
