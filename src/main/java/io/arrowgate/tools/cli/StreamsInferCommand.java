package io.arrowgate.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.tools.infer.DefinitionNames;
import io.arrowgate.tools.infer.DefinitionTrial;
import io.arrowgate.tools.infer.InferredDefinitionWriter;
import io.arrowgate.tools.infer.RecordSample;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streams infer}: writes a first definition from a file of data. */
@Command(
        name = "infer",
        description = {
            "Writes a first stream definition from a file of CSV, JSON lines or line protocol, compressed with gzip or not.",
            "",
            "Types, formats of times, event time and series key are guessed, and the comments say from what; then the records"
                    + " are decoded by the definition, as the job would. The exit code is 1 if any of them cannot be.",
            ""
        })
final class StreamsInferCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Spec
    private CommandSpec command;

    @Option(names = "--file", paramLabel = "F", required = true, description = "File of data to look at.")
    private Path file;

    @Option(names = "--name", paramLabel = "N", description = "Name of the stream. By default that of the file.")
    private String name;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Looks at the first N records. Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(names = "--out", paramLabel = "FILE", description = "Writes to this file instead of standard output.")
    private Path out;

    @Option(names = "--force", description = "Writes over the file of --out.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        if (rows < 1) {
            throw usage("--rows: %d is no number of records; give 1 or more".formatted(rows));
        }
        if (out != null && !force && Files.exists(out)) {
            throw usage("--out: %s is there already; give another name, or --force to write over it".formatted(out));
        }
        RecordSample recordSample = RecordSample.read(file, rows);
        String stream = DefinitionNames.clean(name == null ? DefinitionNames.ofFile(file) : name);
        String yaml = InferredDefinitionWriter.write(stream, file, recordSample, false);
        DefinitionTrial.Result result = DefinitionTrial.decode(yaml, file, rows);
        if (result.implausible() > 0) {
            yaml = InferredDefinitionWriter.write(stream, file, recordSample, true);
            result = DefinitionTrial.decode(yaml, file, rows);
        }
        write(yaml);
        PrintWriter err = command.commandLine().getErr();
        err.println(result.describe(file));
        return result.isClean() ? 0 : FAILED;
    }

    private void write(String yaml) throws IOException {
        if (out == null) {
            command.commandLine().getOut().print(yaml);
            command.commandLine().getOut().flush();
            return;
        }
        if (out.toAbsolutePath().getParent() != null) {
            Files.createDirectories(out.toAbsolutePath().getParent());
        }
        Files.writeString(out, yaml, UTF_8);
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
