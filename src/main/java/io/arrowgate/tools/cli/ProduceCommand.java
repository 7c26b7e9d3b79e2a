package io.arrowgate.tools.cli;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.console.ProgressDisplay;
import io.arrowgate.tools.console.StopSignal;
import io.arrowgate.tools.infer.trial.RecordFileCheck;
import io.arrowgate.tools.load.IngestionWait;
import io.arrowgate.tools.load.RateLimiter;
import io.arrowgate.tools.load.RecordFileSender;
import io.arrowgate.tools.load.RecordProducer;
import io.arrowgate.tools.load.RecordProducer.OffsetRange;
import io.arrowgate.tools.load.RecordSources;
import io.arrowgate.tools.load.TopicSetup;
import io.arrowgate.tools.load.record.JoinedRecordSource;
import io.arrowgate.tools.load.record.RecordSource;
import io.arrowgate.tools.load.synthetic.SyntheticRecordOptions;
import io.arrowgate.tools.local.LocalServers;
import io.arrowgate.tools.local.ServerProbe;
import io.arrowgate.tools.option.ClickHouseFlags;
import io.arrowgate.tools.option.DurationConverter;
import io.arrowgate.tools.option.StreamOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Sends raw records to a stream's topic: from a file, from this machine's sensors, or synthetic ({@code produce}). */
@Command(
        name = "produce",
        modelTransformer = ProduceCommand.Flags.class,
        description = {
            "Sends raw records to a stream's topic: a file, this machine's own readings, or synthetic events.",
            "",
            "Files hold CSV records, JSON lines or InfluxDB line protocol, optionally gzip-compressed. The header row of a CSV"
                    + " file is detected and maps its columns to the stream's order; a leading index column is dropped.",
            "Before a file is sent, its first records are decoded. It is not sent if more than half of them would become dead"
                    + " letters. Of standard input, only the first record is checked.",
            "Without --file and --generate, the stream 'sensors' samples this machine until Ctrl-C.",
            "Without --kafka-bootstrap-servers and --clickhouse-url the servers are those of the local stack.",
            ""
        })
final class ProduceCommand implements Callable<Integer> {
    private static final String SENSORS = "sensors";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Spec
    private CommandSpec command;

    @Option(names = "--stream", paramLabel = "S", required = true, description = "Name of the stream.")
    private String stream;

    @Option(names = "--file", paramLabel = "F", description = "File to send; - for standard input.")
    private String file;

    @Option(
            names = "--key-field",
            paramLabel = "NAME",
            description =
                    "Field of the file's records that becomes the Kafka key. By default the fields of the series key.")
    private String keyField;

    @Option(
            names = "--rows-per-record",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Join N lines or objects of the file into each record, as senders of batches such as Telegraf do."
                            + " Default: ${DEFAULT-VALUE}.")
    private int rowsPerRecord;

    @Option(names = "--force", description = "Sends a file even if most of its records would become dead letters.")
    private boolean force;

    @ArgGroup(exclusive = false, heading = "%nSynthetic events:%n")
    private SyntheticRecordOptions synthetic;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            converter = RateConverter.class,
            description = "Records per second. By default unlimited.")
    private Double rate;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = DurationConverter.class,
            description = "Sampling interval for this machine. Default: ${DEFAULT-VALUE}.")
    private Duration interval;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Stop after this time. By default at the end of the file, or never.")
    private Duration duration;

    @Option(
            names = "--broken",
            paramLabel = "N",
            defaultValue = "0",
            description = "Add N undecodable records, to try out dead letters. Default: ${DEFAULT-VALUE}.")
    private int broken;

    @Option(names = "--topic", paramLabel = "T", description = "Topic to send to. By default the stream's.")
    private String topic;

    @Option(
            names = "--partitions",
            paramLabel = "P",
            defaultValue = "3",
            description = "Partitions of the topic if it is created. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            arity = "0..1",
            fallbackValue = "60s",
            converter = DurationConverter.class,
            description =
                    "Return when every record that was sent is a row of ClickHouse or a dead letter. Fail if none becomes"
                            + " one for this time, by default ${FALLBACK-VALUE}.")
    private Duration wait;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        ResolvedOptions options = LocalServers.options(command);
        StreamDefinition definition = definition(options);
        String target = topic == null ? definition.topic() : topic;
        String servers = options.get(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS);
        Map<String, String> properties = options.get(ArrowgateOptions.KAFKA_PROPERTIES);
        try (StopSignal signal = new StopSignal(PATIENCE);
                RecordSource source = source(definition)) {
            ServerProbe.checkKafka(options);
            JobSettings settings = wait == null ? null : LocalServers.settings(command);
            String topicId;
            try (TopicSetup topicSetup = new TopicSetup(servers, properties)) {
                topicSetup.createIfMissing(target, partitions);
                topicId = wait == null ? null : topicSetup.topicId(target);
            }
            try (IngestionWait ingestion = wait == null
                            ? null
                            : new IngestionWait(settings.kafka(), settings.clickHouse(), definition, topicId);
                    RecordProducer producer = new RecordProducer(servers, properties, target)) {
                RecordFileSender.Result result = run(source, producer, target, signal);
                command.commandLine().getOut().println(result.describe(target));
                if (ingestion != null && result.records() > 0) {
                    await(ingestion, producer.offsets(), signal);
                }
            }
        }
        return Arrowgate.OK;
    }

    private void await(IngestionWait ingestion, Map<Integer, OffsetRange> sent, StopSignal signal) throws SQLException {
        PrintWriter err = command.commandLine().getErr();
        long records = sent.values().stream().mapToLong(OffsetRange::size).sum();
        try (ProgressDisplay progress = new ProgressDisplay("rows and dead letters", records, err)) {
            if (ingestion.await(sent, wait, signal::isRequested, progress)) {
                command.commandLine().getOut().println("every record is a row or a dead letter");
            }
        }
    }

    private StreamDefinition definition(ResolvedOptions options) {
        String dir = options.get(ArrowgateOptions.STREAMS_DIR);
        return StreamOption.definition(command, stream, dir == null ? null : Path.of(dir));
    }

    private RecordSource source(StreamDefinition definition) throws IOException {
        if (file != null && synthetic != null) {
            throw usage("--file and --generate are mutually exclusive; give one of them");
        }
        if (file == null && synthetic == null && !stream.equals(SENSORS)) {
            throw usage("--file or --generate is missing; only the stream 'sensors' can be sampled on this machine");
        }
        if (file == null && keyField != null) {
            throw usage("--key-field: applies to --file only");
        }
        if (rowsPerRecord < 1 || (rowsPerRecord > 1 && file == null)) {
            throw usage("--rows-per-record: applies to --file only, and is 1 or more");
        }
        if (wait != null && topic != null && !topic.equals(definition.topic())) {
            throw usage("--wait: stream %s is read from topic %s, not from --topic %s"
                    .formatted(stream, definition.topic(), topic));
        }
        if (file != null && Files.isDirectory(Path.of(file))) {
            throw usage("--file: %s is a directory; give one of its files".formatted(file));
        }
        boolean pipe = file != null && RecordSources.isPipe(file);
        RecordFileCheck check = new RecordFileCheck(definition, force);
        if (file != null && !pipe) {
            check.checkSample(Path.of(file), keyField, command.commandLine().getErr());
        }
        RecordSource source = RecordSources.open(definition, file, keyField, synthetic, rate, broken);
        if (pipe && !force && broken == 0) {
            source = check.checkFirst(source);
        }
        return rowsPerRecord == 1 ? source : new JoinedRecordSource(source, rowsPerRecord);
    }

    private RecordFileSender.Result run(RecordSource source, RecordProducer producer, String target, StopSignal signal)
            throws IOException {
        long startNanos = System.nanoTime();
        BooleanSupplier stopped = () ->
                signal.isRequested() || (duration != null && System.nanoTime() - startNanos >= duration.toNanos());
        PrintWriter err = command.commandLine().getErr();
        try (ProgressDisplay progressDisplay = new ProgressDisplay(target, RecordFileSender.total(source), err)) {
            return new RecordFileSender(source, producer, limiter(startNanos), progressDisplay).run(stopped);
        }
    }

    private RateLimiter limiter(long startNanos) {
        if (file == null && synthetic == null) {
            return new RateLimiter(1e9 / interval.toNanos(), startNanos);
        }
        return rate == null ? null : new RateLimiter(rate, startNanos);
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** Adds the flags of a Kafka connection. */
    static final class Flags implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec command) {
            OptionFlags.addTo(
                    command,
                    List.of(
                            ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS,
                            ArrowgateOptions.KAFKA_PROPERTIES,
                            ArrowgateOptions.KAFKA_DEAD_LETTERS_TOPIC,
                            ArrowgateOptions.STREAMS_DIR,
                            LocalOptions.KAFKA_PORT));
            return ClickHouseFlags.addTo(command);
        }
    }

    /** Parses a rate in events per second, such as {@code 5000} or {@code 5000/s}. */
    static final class RateConverter implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            String number = text.endsWith("/s") ? text.substring(0, text.length() - 2) : text;
            if (!number.matches("\\d+(\\.\\d+)?") || Double.parseDouble(number) == 0) {
                throw new TypeConversionException("'%s' is not a rate; give for example 5000/s".formatted(text));
            }
            return Double.valueOf(number);
        }
    }
}
