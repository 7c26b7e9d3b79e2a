package io.arrowgate.tools.cli.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.console.StepProgress;
import io.arrowgate.tools.local.LocalServers;
import io.arrowgate.tools.local.SummaryFile;
import io.arrowgate.tools.option.ClickHouseFlags;
import io.arrowgate.tools.option.StreamOption;
import io.arrowgate.tools.verify.Verifier;
import io.arrowgate.tools.verify.VerifyPlan;
import io.arrowgate.tools.verify.VerifyReport;
import io.arrowgate.tools.verify.VerifyReportPrinter;
import io.arrowgate.tools.verify.topic.VerifyPoint;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Compares raw topics with tables and Arrow topics, and reports missing and duplicated rows ({@code verify}). */
@Command(
        name = "verify",
        modelTransformer = VerifyCommand.Flags.class,
        description = {
            "Compares every offset of the raw topics with the rows in ClickHouse, the dead letters and the Arrow topics.",
            "",
            "Prints all missing and duplicated offset ranges. The exit code is 1 if there are any, otherwise 0."
                    + " Changes nothing. Rows that a running job has not committed yet count as missing: give --to, or let"
                    + " the job catch up.",
            "Without --kafka-bootstrap-servers and --clickhouse-url the servers are those of the local stack.",
            ""
        })
public final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--stream",
            paramLabel = "S",
            description = "Verify this stream only; may be repeated. By default all streams.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "POINT",
            converter = PointConverter.class,
            description = "Start at offsets, 0:100,1:250 (partition:offset, inclusive), or at a record time,"
                    + " 2024-05-01T12:00:00Z. By default at the first retained record.")
    private VerifyPoint from = VerifyPoint.OPEN;

    @Option(
            names = "--to",
            paramLabel = "POINT",
            converter = PointConverter.class,
            description = "End before offsets or a time. By default at the current end of the topic.")
    private VerifyPoint to = VerifyPoint.OPEN;

    @Option(names = "--deep", description = "Decode every raw record again and compare every column of every row.")
    private boolean deep;

    @Mixin
    private SummaryFile summary;

    @Override
    public Integer call() throws Exception {
        JobSettings settings = LocalServers.settings(command);
        VerifyPlan plan = VerifyPlan.of(settings, streams(settings), from, to, deep);
        VerifyReport report;
        try (StepProgress progress = new StepProgress(command.commandLine().getErr())) {
            report = Verifier.run(
                    plan, (stream, task, done, total) -> progress.at(stream + ", " + task, "records", done, total));
        }
        PrintWriter out = command.commandLine().getOut();
        ObjectMapper json = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        summary.write(LocalServers.options(command), "verify.json", out, json, report);
        new VerifyReportPrinter(out).print(report);
        return report.isConsistent() ? 0 : 1;
    }

    private List<StreamDefinition> streams(JobSettings settings) {
        List<String> names = only.isEmpty() ? settings.streams() : only;
        return StreamOption.definitions(command, names, settings.streamsPath());
    }

    /** Reads {@code --from} and {@code --to}. */
    static final class PointConverter implements ITypeConverter<VerifyPoint> {
        @Override
        public VerifyPoint convert(String value) {
            try {
                return VerifyPoint.of(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Adds the flags of the streams, topics and tables that a verification reads. */
    static final class Flags implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec command) {
            OptionFlags.addTo(
                    command,
                    List.of(
                            ArrowgateOptions.STREAMS,
                            ArrowgateOptions.STREAMS_DIR,
                            ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS,
                            ArrowgateOptions.KAFKA_PROPERTIES,
                            ArrowgateOptions.KAFKA_DEAD_LETTERS_TOPIC,
                            ArrowgateOptions.CLICKHOUSE_REJECTED_BATCHES_TOPIC,
                            LocalOptions.KAFKA_PORT));
            return ClickHouseFlags.addTo(command);
        }
    }
}
