package io.arrowgate.tools.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.console.ShellPath;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Holds the option for the file that gets a command's results as JSON. */
public final class SummaryFile {
    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description =
                    "Write the results as JSON to this file. By default to a file in the folder 'out' of --data-dir.")
    private Path given;

    /** Writes results to a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes the results to this file. */
        void writeTo(Path file) throws Exception;
    }

    /**
     * Writes the results to the given file, or else to the output folder, and prints the path.
     *
     * @param name of the file in the output folder
     */
    public void write(ResolvedOptions options, String name, PrintWriter out, Content content) throws Exception {
        Path file = given == null ? OutputFolder.file(options, name) : given;
        content.writeTo(file);
        out.printf("Summary written to %s%n", ShellPath.of(file.toAbsolutePath()));
    }

    /** Writes an object as indented JSON; otherwise like the other method. */
    public void write(ResolvedOptions options, String name, PrintWriter out, ObjectMapper json, Object results)
            throws Exception {
        write(options, name, out, file -> json.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), results));
    }
}
