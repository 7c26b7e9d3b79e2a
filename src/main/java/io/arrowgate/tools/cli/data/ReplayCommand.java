package io.arrowgate.tools.cli.data;

import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.console.StepProgress;
import io.arrowgate.tools.local.LocalServers;
import io.arrowgate.tools.option.ArchiveConverters;
import io.arrowgate.tools.option.ClickHouseFlags;
import io.arrowgate.tools.option.StreamOption;
import io.arrowgate.tools.verify.ArrowTopicReplay;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Inserts the batches of an Arrow topic into a table ({@code replay}). */
@Command(
        name = "replay",
        modelTransformer = ReplayCommand.Flags.class,
        description = {
            "Inserts the committed batches of a stream's Arrow topic into its ClickHouse table, or another one, exactly once.",
            "",
            "Rows that the table has are left unchanged, so a replay may be repeated or resumed. It may run next to the job, but"
                    + " not while the job catches up from an older savepoint. Rows that 'archive --delete' removed are not inserted"
                    + " again. A missing table is created.",
            "Without --kafka-bootstrap-servers and --clickhouse-url the servers are those of the local stack.",
            ""
        })
public final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--stream",
            paramLabel = "S",
            required = true,
            description = "The stream whose batches are replayed.")
    private String name;

    @Option(names = "--table", paramLabel = "OTHER", description = "Target table. By default the stream's own.")
    private String table;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = ArchiveConverters.Time.class,
            description =
                    "Only batches with an event at or after this time: 2024-05-01T00:00:00Z. A batch is always replayed as a"
                            + " whole. By default all.")
    private Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = ArchiveConverters.Time.class,
            description = "Only batches with an event before this time. By default all.")
    private Instant to;

    @Override
    public Integer call() throws Exception {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new ParameterException(
                    command.commandLine(), "--to: '%s' is not after --from, '%s'".formatted(to, from));
        }
        JobSettings settings = LocalServers.settings(command);
        StreamDefinition stream = stream(settings);
        if (new KafkaAdmin(settings.kafka()).partitions(stream.arrow().topic()) == 0) {
            throw new InvalidSettingException(
                    "--stream",
                    "'%s' has no Arrow topic: topic '%s' does not exist at %s"
                            .formatted(
                                    name,
                                    stream.arrow().topic(),
                                    settings.kafka().bootstrapServers()));
        }
        PrintWriter out = command.commandLine().getOut();
        ArrowTopicReplay.Result result;
        try (StepProgress progress = new StepProgress(command.commandLine().getErr())) {
            String topic = stream.arrow().topic();
            result = new ArrowTopicReplay(settings, stream, from, to)
                    .run((done, total, rows) -> progress.at(topic, "rows", done, total, rows));
        }
        out.printf(
                "%s: %,d batches with %,d rows, %,d of them already present%n",
                stream.clickhouse().table(), result.batches(), result.rows(), result.deduplicatedRows());
        if (result.otherMessages() > 0) {
            out.printf("%,d messages are not batches of stream %s and were skipped%n", result.otherMessages(), name);
        }
        if (!result.whole()) {
            out.printf(
                    "%s no longer retains its first batches; their rows are not replayed%n",
                    stream.arrow().topic());
        }
        return 0;
    }

    private StreamDefinition stream(JobSettings settings) {
        StreamDefinition stream = StreamOption.definition(command, name, settings.streamsPath());
        return table == null ? stream : stream.withTable(table);
    }

    /** Adds the flags of the topic and the table of a replay. */
    static final class Flags implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec command) {
            OptionFlags.addTo(
                    command,
                    List.of(
                            ArrowgateOptions.STREAMS_DIR,
                            ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS,
                            ArrowgateOptions.KAFKA_PROPERTIES,
                            ArrowgateOptions.CLICKHOUSE_REQUEST_TIMEOUT,
                            ArrowgateOptions.CLICKHOUSE_RETRY_MAX_DURATION,
                            LocalOptions.KAFKA_PORT));
            return ClickHouseFlags.addTo(command);
        }
    }
}
