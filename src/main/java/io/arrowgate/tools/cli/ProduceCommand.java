package io.arrowgate.tools.cli;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.cli.option.DurationConverter;
import io.arrowgate.tools.cli.option.StreamOption;
import io.arrowgate.tools.console.ProgressDisplay;
import io.arrowgate.tools.console.StopSignal;
import io.arrowgate.tools.infer.DefinitionTrial;
import io.arrowgate.tools.load.RateLimiter;
import io.arrowgate.tools.load.RecordFileSender;
import io.arrowgate.tools.load.RecordProducer;
import io.arrowgate.tools.load.RecordSources;
import io.arrowgate.tools.load.TopicSetup;
import io.arrowgate.tools.load.file.RecordFile;
import io.arrowgate.tools.load.record.JoinedRecordSource;
import io.arrowgate.tools.load.record.RecordSource;
import io.arrowgate.tools.load.synthetic.SyntheticRecordOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
                    + " letters. Standard input is not checked.",
            "Without --file and --generate, the stream 'sensors' samples this machine until Ctrl-C.",
            "Without --kafka-bootstrap-servers the broker is that of the local stack, 127.0.0.1:19092.",
            ""
        })
final class ProduceCommand implements Callable<Integer> {
    private static final String SENSORS = "sensors";
    /** Number of records of a file that are decoded before it is sent. */
    private static final int SAMPLED_RECORDS = 1_000;

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

    @Override
    public Integer call() throws IOException, InterruptedException {
        ResolvedOptions given = OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv());
        String local = "127.0.0.1:" + given.get(LocalOptions.KAFKA_PORT);
        ResolvedOptions options = given.withPreset(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS, local, "local stack");
        StreamDefinition definition = definition(options);
        String target = topic == null ? definition.topic() : topic;
        String servers = options.get(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS);
        Map<String, String> properties = options.get(ArrowgateOptions.KAFKA_PROPERTIES);
        try (StopSignal signal = new StopSignal(PATIENCE);
                RecordSource source = source(definition)) {
            try (TopicSetup topicSetup = new TopicSetup(servers, properties)) {
                topicSetup.createIfMissing(target, partitions);
            }
            try (RecordProducer producer = new RecordProducer(servers, properties, target)) {
                RecordFileSender.Result result = run(source, producer, target, signal);
                command.commandLine().getOut().println(result.describe(target));
            }
        }
        return Arrowgate.OK;
    }

    private StreamDefinition definition(ResolvedOptions options) {
        String dir = options.get(ArrowgateOptions.STREAMS_DIR);
        return StreamOption.definition(command, stream, dir == null ? null : Path.of(dir));
    }

    private RecordSource source(StreamDefinition definition) throws IOException {
        if (file != null && generates()) {
            throw usage("--file and --generate are mutually exclusive; give one of them");
        }
        if (file == null && !generates() && !stream.equals(SENSORS)) {
            throw usage("--file or --generate is missing; only the stream 'sensors' can be sampled on this machine");
        }
        if (file == null && keyField != null) {
            throw usage("--key-field: applies to --file only");
        }
        if (rowsPerRecord < 1 || (rowsPerRecord > 1 && file == null)) {
            throw usage("--rows-per-record: applies to --file only, and is 1 or more");
        }
        if (file != null && Files.isRegularFile(Path.of(file))) {
            checkSample(definition, Path.of(file));
        }
        RecordSource source =
                RecordSources.open(definition, file, keyField, generates() ? synthetic : null, rate, broken);
        return rowsPerRecord == 1 ? source : new JoinedRecordSource(source, rowsPerRecord);
    }

    /** Decodes the first records of a file, and rejects a file that does not match the stream. */
    private void checkSample(StreamDefinition definition, Path path) throws IOException {
        DefinitionTrial.Result sample;
        try (RecordFile records = RecordFile.open(definition, path, keyField)) {
            sample = DefinitionTrial.decode(definition, records, SAMPLED_RECORDS);
        }
        if (sample.records() == 0) {
            throw usage("--file: %s has no records".formatted(file));
        }
        if (sample.deadLetters() > 0) {
            reportDeadLetters(sample);
        }
        if (keyField != null && sample.rows() > 0 && sample.withoutKey() == sample.records()) {
            throw usage("--key-field: '%s' has no value in the first %,d records of %s"
                    .formatted(keyField, sample.records(), file));
        }
    }

    private void reportDeadLetters(DefinitionTrial.Result sample) {
        String finding = "the first %,d records of %s would become %,d rows and %,d dead letters; %s"
                .formatted(sample.records(), file, sample.rows(), sample.deadLetters(), sample.firstError());
        if (sample.deadLetters() > sample.rows() && !force) {
            throw usage("--file: %s. Correct the file or the definition of stream %s, or send it with --force"
                    .formatted(finding, stream));
        }
        command.commandLine().getErr().println(finding);
    }

    private boolean generates() {
        return synthetic != null && synthetic.events != null;
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
        if (file == null && !generates()) {
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
                            ArrowgateOptions.STREAMS_DIR));
            return command;
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
