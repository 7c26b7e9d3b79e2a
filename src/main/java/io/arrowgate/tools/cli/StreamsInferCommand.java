package io.arrowgate.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.NamingConflicts;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.stream.InvalidStreamDefinitionException;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.infer.DefinitionNames;
import io.arrowgate.tools.infer.InferredDefinitionWriter;
import io.arrowgate.tools.infer.RecordSample;
import io.arrowgate.tools.infer.trial.DefinitionTrial;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Infers a stream definition from a data file ({@code streams infer}). */
@Command(
        name = "infer",
        description = {
            "Infers a first stream definition from a file of CSV, JSON or line protocol, optionally gzip-compressed.",
            "",
            "Types, time formats, event time and series key are inferred, and comments give the reasons. Then the records"
                    + " are decoded with the definition, as in the job. The exit code is 1 if any record cannot be decoded.",
            ""
        })
final class StreamsInferCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Spec
    private CommandSpec command;

    @Option(names = "--file", paramLabel = "F", required = true, description = "Sample data file.")
    private Path file;

    @Option(names = "--name", paramLabel = "N", description = "Name of the stream. By default the file name.")
    private String name;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Reads the first N records. Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(names = "--out", paramLabel = "FILE", description = "Writes to this file instead of standard output.")
    private Path out;

    @Option(names = "--force", description = "Overwrites the file of --out.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        if (rows < 1) {
            throw usage("--rows: %d is too small; give 1 or more".formatted(rows));
        }
        if (Files.isDirectory(file)) {
            throw usage("--file: %s is a directory; give one of its files".formatted(file));
        }
        if (out != null && !force && Files.exists(out)) {
            throw usage("--out: %s already exists; give another name, or --force to overwrite it".formatted(out));
        }
        RecordSample recordSample = RecordSample.read(file, rows);
        String stream = streamName(recordSample);
        String yaml = InferredDefinitionWriter.write(stream, file, recordSample, false);
        DefinitionTrial.Result result = DefinitionTrial.decode(yaml, file, rows);
        if (result.implausible() > 0) {
            yaml = InferredDefinitionWriter.write(stream, file, recordSample, true);
            result = DefinitionTrial.decode(yaml, file, rows);
        }
        write(yaml + InferredDefinitionWriter.proposeCounters(result.registers()));
        PrintWriter err = command.commandLine().getErr();
        err.println(result.describe(file));
        if (!recordSample.describeDialect().isEmpty()) {
            err.println(recordSample.describeDialect());
        }
        return result.isClean() ? 0 : FAILED;
    }

    /** Returns the name of the option; else that of the file, with a prefix if the job uses it itself. */
    private String streamName(RecordSample sample) throws IOException {
        String stream = DefinitionNames.clean(name == null ? DefinitionNames.ofFile(file) : name);
        try {
            StreamDefinition definition = StreamDefinitions.read(
                    new ByteArrayInputStream(InferredDefinitionWriter.write(stream, file, sample, false)
                            .getBytes(UTF_8)),
                    file.toString());
            NamingConflicts.of(OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv()))
                    .check(List.of(definition));
            return stream;
        } catch (InvalidStreamDefinitionException e) {
            if (name != null) {
                throw usage("--name: " + e.getMessage());
            }
            return "stream_" + stream;
        }
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
