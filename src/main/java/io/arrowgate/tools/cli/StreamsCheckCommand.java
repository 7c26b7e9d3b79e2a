package io.arrowgate.tools.cli;

import io.arrowgate.NamingConflicts;
import io.arrowgate.batch.arrow.ColumnLimits;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.BatchSettings;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.stream.InvalidStreamDefinitionException;
import io.arrowgate.stream.StreamCatalog;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.infer.DefinitionSummary;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Validates stream definitions and prints what derives from them ({@code streams check}). */
@Command(
        name = "check",
        modelTransformer = StreamsCheckCommand.Flags.class,
        description = {
            "Validates stream definitions and prints the Arrow schema, ClickHouse table and a sample record of each.",
            "The exit code is 1 if any definition is invalid. Each error names the file and the line.",
            ""
        })
final class StreamsCheckCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Spec
    private CommandSpec command;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Stream definitions, YAML, or directories of them. By default the directory --streams-dir.")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        ResolvedOptions options = OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv());
        NamingConflicts names = NamingConflicts.of(options);
        BatchSettings batch = BatchSettings.from(options);
        int wrong = 0;
        for (Path file : definitions(options)) {
            String problem = print(file, names, batch, out);
            if (problem != null) {
                command.commandLine().getErr().println(problem);
                wrong++;
            }
        }
        return wrong == 0 ? 0 : FAILED;
    }

    private List<Path> definitions(ResolvedOptions options) {
        String dir = options.get(ArrowgateOptions.STREAMS_DIR);
        if (files.isEmpty() && dir == null) {
            throw usage("give the FILE of a definition, or a directory with --streams-dir");
        }
        List<Path> paths = files.isEmpty() ? List.of(Path.of(dir)) : files;
        List<Path> found = paths.stream()
                .flatMap(path -> Files.isDirectory(path) || path.toString().equals(dir)
                        ? StreamCatalog.files(path).stream()
                        : Stream.of(path))
                .toList();
        if (found.isEmpty()) {
            throw usage("no definition (*.yaml, *.yml) in " + paths);
        }
        return found;
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** Prints what derives from a definition. Returns the error, or null if the definition is valid. */
    private static String print(Path file, NamingConflicts names, BatchSettings batch, PrintWriter out) {
        if (!Files.isReadable(file)) {
            return file
                    + ": file does not exist or is not readable; give the path of a definition, such as examples/streams/vehicles.yaml";
        }
        try {
            StreamDefinition stream = StreamDefinitions.read(file);
            String problem = problem(stream, names, batch);
            if (problem != null) {
                return file + ": " + problem;
            }
            DefinitionSummary.lines(file.toString(), stream).forEach(out::println);
            out.println();
            return null;
        } catch (InvalidStreamDefinitionException e) {
            return e.getMessage();
        }
    }

    /** Returns the reason why a job with these settings would not start with the stream, or null if it would. */
    private static String problem(StreamDefinition stream, NamingConflicts names, BatchSettings batch) {
        try {
            names.check(List.of(stream));
            ColumnLimits.check(stream, batch);
            return null;
        } catch (InvalidStreamDefinitionException | InvalidSettingException e) {
            return e.getMessage();
        }
    }

    /** Adds the flags of the settings that a definition is validated against. */
    static final class Flags implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec spec) {
            OptionFlags.addTo(
                    spec,
                    List.of(
                            ArrowgateOptions.STREAMS_DIR,
                            ArrowgateOptions.BATCH_MAX_ROWS,
                            ArrowgateOptions.BATCH_MAX_BYTES,
                            ArrowgateOptions.BATCH_ARROW_MEMORY,
                            ArrowgateOptions.KAFKA_DEAD_LETTERS_TOPIC,
                            ArrowgateOptions.CLICKHOUSE_REJECTED_BATCHES_TOPIC,
                            ArrowgateOptions.ALERTS_TOPIC,
                            ArrowgateOptions.ALERTS_RULES_TOPIC,
                            ArrowgateOptions.ALERTS_TABLE));
            return spec;
        }
    }
}
