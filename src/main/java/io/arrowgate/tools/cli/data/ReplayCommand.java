package io.arrowgate.tools.cli.data;

import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.NameSuggestion;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.cli.option.ArchiveConverters;
import io.arrowgate.tools.cli.option.ReplayFlags;
import io.arrowgate.tools.console.StepProgress;
import io.arrowgate.tools.local.LocalServers;
import io.arrowgate.tools.verify.ArrowTopicReplay;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code replay}: a table from its Arrow topic. */
@Command(
        name = "replay",
        modelTransformer = ReplayFlags.class,
        description = {
            "Brings the committed batches of a stream's Arrow topic into its ClickHouse table, or into another one, exactly once.",
            "",
            "Rows that the table has are left alone, so that a replay may be repeated, and goes on after it broke off. It may run"
                    + " beside the job, but not while that catches up from an older savepoint. Rows that an archive took out of the"
                    + " table do not come back by it. A table that is missing is made.",
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

    @Option(
            names = "--table",
            paramLabel = "OTHER",
            description = "Table that gets the rows. By default the stream's own.")
    private String table;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = ArchiveConverters.Time.class,
            description =
                    "Only batches with an event at or after this time: 2024-05-01T00:00:00Z. A batch is replayed as a whole, with"
                            + " what else is in it. By default all.")
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
                    "'%s' has no Arrow topic: there is no '%s' at %s"
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
                "%s: %,d batches of %,d rows, %,d of which were there already%n",
                stream.clickhouse().table(), result.batches(), result.rows(), result.deduplicatedRows());
        if (result.otherMessages() > 0) {
            out.printf("%,d messages are no batches of stream %s and were left out%n", result.otherMessages(), name);
        }
        if (!result.whole()) {
            out.printf(
                    "%s no longer has its first batches; what was in them is not replayed%n",
                    stream.arrow().topic());
        }
        return 0;
    }

    private StreamDefinition stream(JobSettings settings) {
        Map<String, StreamDefinition> known = StreamDefinitions.load(settings.streamsPath());
        StreamDefinition stream = known.get(name);
        if (stream == null) {
            throw new ParameterException(
                    command.commandLine(),
                    "--stream: there is no stream '%s'%s; known are %s"
                            .formatted(name, NameSuggestion.suggestion(name, known.keySet()), known.keySet()));
        }
        return table == null ? stream : stream.withTable(table);
    }
}
