package io.arrowgate.cli.streams;

import io.arrowgate.stream.InvalidStreamDefinitionException;
import io.arrowgate.stream.StreamDefinitions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code streams check}: says what is wrong with definitions, or what derives from them. */
@Command(
        name = "check",
        description = {
            "Validates stream definitions, and prints what derives from each: Arrow schema, ClickHouse table, a record.",
            "The exit code is 1 if any is wrong; what is wrong is told with file and line.",
            ""
        })
final class CheckCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Stream definitions, YAML.")
    private List<Path> files;

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        int wrong = 0;
        for (Path file : files) {
            String problem = print(file, out);
            if (problem != null) {
                command.commandLine().getErr().println(problem);
                wrong++;
            }
        }
        return wrong == 0 ? 0 : FAILED;
    }

    /** What is wrong; null if nothing is. */
    private static String print(Path file, PrintWriter out) {
        if (!Files.isReadable(file)) {
            return file + ": no such file, or it cannot be read";
        }
        try {
            DefinitionText.lines(file.toString(), StreamDefinitions.read(file)).forEach(out::println);
            out.println();
            return null;
        } catch (InvalidStreamDefinitionException e) {
            return e.getMessage();
        }
    }
}
