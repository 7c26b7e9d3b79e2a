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
        int exitCode = Arrowgate.commandLine()
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(error, true))
                .execute(OptionFlags.expand(arguments));
        return new CommandLineRun(exitCode, out.toString(), error.toString());
    }

    public List<String> lines() {
        return out.lines().toList();
    }
}
