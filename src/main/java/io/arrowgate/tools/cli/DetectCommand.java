package io.arrowgate.tools.cli;

import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.stream.InvalidStreamDefinitionException;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.console.ProgressDisplay;
import io.arrowgate.tools.console.ShellPath;
import io.arrowgate.tools.detect.CsvFiles;
import io.arrowgate.tools.detect.DetectionStream;
import io.arrowgate.tools.detect.FileDetection;
import io.arrowgate.tools.detect.PlotFormat;
import io.arrowgate.tools.detect.evaluate.DetectorReport;
import io.arrowgate.tools.infer.ReadingFileFormat;
import io.arrowgate.tools.local.OutputFolder;
import io.arrowgate.tools.option.DataDirFlag;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Evaluates alert rules on files of readings ({@code detect}). */
@Command(
        name = "detect",
        modelTransformer = DataDirFlag.class,
        description = {
            "Evaluates alert rules on the readings of CSV files, with the job's own code and without servers.",
            "",
            "Each file is one series, or has a column that names the series. The result has a row for each input row, in the"
                    + " same order: timestamp, value, score (of the anomaly detector, 0 to 1), alert (the rules that fire at"
                    + " this row, separated by ;), expected_low and expected_high (values within would score low), warm_up (too"
                    + " few readings to score) and, if there are several, the series. A row whose time is before that of"
                    + " an earlier row of its series is treated as a late reading.",
            "Delimiter, decimal separator and format of the times are inferred; times without an offset are in UTC. Rows count"
                    + " from 1 below the header. Files that cannot be read are listed at the end; the exit code is then 1.",
            ""
        })
public final class DetectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @ArgGroup(multiplicity = "1")
    private Input source;

    private static final class Input {
        @Option(
                names = "--csv",
                paramLabel = "F",
                description = "Input file, or a directory: then all *.csv files below it.")
        private Path csv;

        @Option(
                names = "--evaluate",
                paramLabel = "DIR",
                description =
                        "Print how well the detector finds the anomalies in DIR/windows.json, or in 'generated' series.")
        private String evaluate;
    }

    @Option(
            names = "--time-column",
            paramLabel = "NAME",
            description =
                    "Time column. By default 'timestamp', or else the only or most usually named column with times.")
    private String timeColumn;

    @Option(
            names = "--value-column",
            paramLabel = "NAME",
            description =
                    "Value column; an empty field, NaN or NA is a reading without a value. By default 'value', or else the"
                            + " only or most usually named column with numbers.")
    private String valueColumn;

    @Option(
            names = "--series-column",
            paramLabel = "NAME",
            description =
                    "Column that divides a file into series. By default 'series', or else a column that is named like"
                            + " the id of a device and has several values.")
    private String seriesColumn;

    @Option(
            names = "--rules",
            paramLabel = "R",
            description =
                    "YAML list of rules, as under 'alerts' of a stream, on the field 'value'. The series key is 'series', the"
                            + " path of the file below --csv, followed by ':' and the value of the series column. By default one anomaly rule.")
    private Path rules;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Output directory. Results are named like the input files. By default out/detect in --data-dir.")
    private Path out;

    @Option(
            names = "--plot",
            paramLabel = "FORMAT",
            defaultValue = "png",
            converter = PlotFormat.Converter.class,
            description = "Plot of each result: png, svg (much larger) or none. Default: ${DEFAULT-VALUE}.")
    private PlotFormat plot;

    private final List<String> errors = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        if (source.evaluate == null) {
            return evaluateRules(source.csv);
        }
        DetectorReport.of(source.evaluate).forEach(command.commandLine().getOut()::println);
        return Arrowgate.OK;
    }

    private int evaluateRules(Path csv) throws IOException {
        Path output = output();
        CsvFiles csvFiles = files(csv, output);
        FileDetection.Count count = evaluate(new FileDetection(stream(), plot), csvFiles, output);
        command.commandLine()
                .getOut()
                .printf("%,d rows, %,d alerts; see %s%n", count.rows(), count.alerts(), ShellPath.of(output));
        if (errors.isEmpty()) {
            return Arrowgate.OK;
        }
        PrintWriter err = command.commandLine().getErr();
        err.printf(
                "%,d of %,d files have no result:%n",
                errors.size(), csvFiles.files().size());
        errors.forEach(error -> err.println("  " + error));
        return Arrowgate.FAILED;
    }

    private Path output() throws IOException {
        ResolvedOptions options = OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv());
        return out == null
                ? OutputFolder.file(options, "detect")
                : out.toAbsolutePath().normalize();
    }

    private StreamDefinition stream() throws IOException {
        try {
            return DetectionStream.with(
                    rules == null ? DetectionStream.DEFAULT_RULES : StreamDefinitions.readRules(rules));
        } catch (InvalidStreamDefinitionException e) {
            throw usage("--rules: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw usage("--rules: %s: %s".formatted(rules, e.getMessage()), e);
        }
    }

    private CsvFiles files(Path csv, Path output) throws IOException {
        try {
            return CsvFiles.of(csv, output);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage(), e);
        }
    }

    private FileDetection.Count evaluate(FileDetection fileDetection, CsvFiles csvFiles, Path output) {
        FileDetection.Count count = FileDetection.Count.NONE;
        try (ProgressDisplay progressDisplay = new ProgressDisplay(
                "detect", csvFiles.files().size(), command.commandLine().getErr())) {
            for (Path file : csvFiles.files()) {
                Path name = csvFiles.root().relativize(file);
                try {
                    count = count.plus(
                            fileDetection.evaluate(file, format(file, name), name.toString(), output.resolve(name)));
                } catch (IOException | IllegalArgumentException e) {
                    errors.add("%s: %s".formatted(name, CommandExceptionHandler.message(e)));
                }
                if (progressDisplay.isDue()) {
                    progressDisplay.update(count.files(), count.rows());
                }
            }
        }
        return count;
    }

    private ReadingFileFormat format(Path file, Path name) throws IOException {
        ReadingFileFormat format = ReadingFileFormat.infer(file, timeColumn, valueColumn, seriesColumn);
        if (format.isUncertain()) {
            command.commandLine().getOut().printf("%s: %s%n", name, format.describe());
        }
        return format;
    }

    private ParameterException usage(String message, Exception cause) {
        return new ParameterException(command.commandLine(), message, cause);
    }
}
