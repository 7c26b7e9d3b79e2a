package io.arrowgate.tools.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.bench.BenchPlan;
import io.arrowgate.tools.bench.BenchProcessLauncher;
import io.arrowgate.tools.bench.BenchReport;
import io.arrowgate.tools.bench.BenchResult;
import io.arrowgate.tools.bench.BuildComparisonRun;
import io.arrowgate.tools.bench.JarProcess;
import io.arrowgate.tools.bench.OrderStatistics;
import io.arrowgate.tools.bench.ReportBenchmark;
import io.arrowgate.tools.bench.StageBenchmarks;
import io.arrowgate.tools.bench.run.BuildComparison;
import io.arrowgate.tools.bench.run.RatioInterval;
import io.arrowgate.tools.cli.option.StackFlags;
import io.arrowgate.tools.load.RecordProducer;
import io.arrowgate.tools.load.TopicSetup;
import io.arrowgate.tools.load.synthetic.SyntheticSensors;
import io.arrowgate.tools.local.LocalStack;
import io.arrowgate.tools.local.cluster.JobJar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the CPU cost of the whole job against reading alone or against another build ({@code bench}). */
@Command(
        name = "bench",
        modelTransformer = StackFlags.class,
        description = {
            "Measures the job: fills a topic with sensor events, then runs (a) the source alone and (b) the whole job, exactly"
                    + " once and into ClickHouse, alternately in one process.",
            "",
            "The broker, ClickHouse and the loader are other processes. The first rounds only warm up the compiler.",
            "",
            "With --compare-to, it alternates the whole job of this build and of another build instead, each in its own"
                    + " process. Exit code 1: the 95 %% interval of the ratio of their CPU times lies wholly above 1.05.",
            ""
        })
public final class BenchCommand implements Callable<Integer> {
    private static final String TOPIC = "bench-sensors";
    private static final int ROUNDS = 5;
    private static final int COMPARED_ROUNDS = 10;
    private static final int DEVICES = 1_000;
    private static final int READINGS_PER_SERIES = 5;
    private static final String HEAP = "1g";
    private static final String STATE_HEAP = "6g";
    private static final Instant START = Instant.parse("2024-05-01T00:00:00Z");
    private static final long PROGRESS_EVENTS = 1_000_000;

    /** Lists the options that the measuring process needs to reach the servers. */
    public static final List<ArrowgateOption<?>> SERVERS = List.of(
            ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS,
            ArrowgateOptions.KAFKA_PROPERTIES,
            ArrowgateOptions.CLICKHOUSE_URL,
            ArrowgateOptions.CLICKHOUSE_USER,
            ArrowgateOptions.CLICKHOUSE_PASSWORD,
            ArrowgateOptions.CLICKHOUSE_TLS_CA_CERTIFICATE,
            ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_CERTIFICATE,
            ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_KEY);

    @Spec
    private CommandSpec command;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "4000000",
            description = "Sensor events of about 140 bytes. Default: ${DEFAULT-VALUE}.")
    private long events;

    @Option(
            names = "--partitions",
            paramLabel = "P",
            defaultValue = "3",
            description = "Partitions of the topic. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds of (a) and (b) after the warm-up. Default: " + ROUNDS + ", with --compare-to "
                    + COMPARED_ROUNDS + ".")
    private Integer rounds;

    @Option(
            names = "--compare-to",
            paramLabel = "JAR",
            description =
                    "Measure the CPU time per event of the whole job against that of another build's job jar instead.")
    private Path compareTo;

    @Option(
            names = "--stages",
            description = "Measure decode, append and encode separately instead (JMH), without servers.")
    private boolean stages;

    @Option(
            names = "--alerts",
            description = "Run the whole job a second time in each round, with five threshold and change rules on"
                    + " each reading. Also measure the latency from a produced reading to its alert on the topic, at 100"
                    + " events a second and at half the throughput.")
    private boolean alerts;

    @Option(
            names = "--alert-series",
            paramLabel = "N",
            description =
                    "Measure the alert state of N series instead, five readings each, with two threshold rules and an"
                            + " absence rule on each and the anomaly detector on a tenth of them, on heap and on RocksDB. Takes 10 GB of"
                            + " memory.")
    private int alertSeries;

    @Option(
            names = "--reports",
            description = "Measure the duration of reports instead, on 10 million readings and 250,000 audits.")
    private boolean reports;

    @Option(names = "--summary", paramLabel = "FILE", description = "Also write all measurements as JSON.")
    private Path summary;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = command.commandLine().getOut();
        if (compareTo != null) {
            checkComparison();
        }
        if (stages) {
            StageBenchmarks.run(summary);
            return 0;
        }
        ResolvedOptions options = OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv())
                .withPreset(ArrowgateOptions.PARALLELISM, "2", "bench");
        try (LocalStack stack = LocalStack.startFresh(options, "bench", line -> out.println(line + " …"))) {
            JobSettings settings = stack.jobSettings();
            if (reports) {
                new ReportBenchmark(settings, out).run();
                return 0;
            }
            fill(settings, out);
            if (compareTo != null) {
                return compare(stack, settings, out);
            }
            Path result = measure(stack, settings);
            if (alertSeries > 0) {
                if (summary != null) {
                    Files.copy(result, summary, StandardCopyOption.REPLACE_EXISTING);
                }
                return 0;
            }
            ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            BenchResult measured = json.readValue(result.toFile(), BenchResult.class);
            BenchReport.print(out, measured);
            if (summary != null) {
                ObjectNode tree = json.valueToTree(measured);
                tree.putPOJO("ratios", measured.ratios());
                tree.putPOJO("alertRatios", measured.alertRatios());
                tree.put("medianRatio", OrderStatistics.median(measured.ratios()));
                tree.put("addedNanos", measured.addedNanos());
                json.writeValue(summary.toFile(), tree);
            }
        }
        return 0;
    }

    private void checkComparison() throws IOException {
        if (stages || alerts || alertSeries > 0 || reports) {
            throw usage(
                    "--compare-to measures the whole job without alerts: leave out --stages, --alerts, --alert-series and"
                            + " --reports");
        }
        if (comparedRounds() < RatioInterval.MIN_ROUNDS) {
            throw usage("--rounds is %d, and --compare-to takes at least %d for an interval"
                    .formatted(rounds, RatioInterval.MIN_ROUNDS));
        }
        if (!Files.isRegularFile(compareTo)) {
            throw usage("--compare-to: file %s does not exist; give the job jar of another build".formatted(compareTo));
        }
        JarProcess.mainClass(compareTo);
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private int comparedRounds() {
        return rounds == null ? COMPARED_ROUNDS : rounds;
    }

    private int compare(LocalStack stack, JobSettings settings, PrintWriter out) throws Exception {
        Path dir = Files.createDirectories(stack.dataDir().resolve("runs"));
        BuildComparison comparison = new BuildComparisonRun(jobOptions(stack, settings), TOPIC, events, dir, out)
                .run(JobJar.path(), compareTo, comparedRounds());
        BenchReport.print(out, comparison);
        if (summary != null) {
            ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            ObjectNode tree = json.valueToTree(comparison);
            tree.putPOJO("ratios", comparison.ratios());
            tree.putPOJO("interval", comparison.interval());
            tree.put("limit", BuildComparison.LIMIT);
            tree.put("slower", comparison.isSlower());
            json.writeValue(summary.toFile(), tree);
        }
        return comparison.isSlower() ? 1 : 0;
    }

    private static Map<String, String> jobOptions(LocalStack stack, JobSettings settings) {
        Map<String, String> jobOptions = new TreeMap<>(stack.options().texts(SERVERS));
        jobOptions.put(ArrowgateOptions.PARALLELISM.key(), Integer.toString(settings.parallelism()));
        return jobOptions;
    }

    private long eventsToSend() {
        return alertSeries > 0 ? (long) READINGS_PER_SERIES * alertSeries : events;
    }

    private void fill(JobSettings settings, PrintWriter out) throws InterruptedException {
        Map<String, String> clientProperties = settings.kafka().clientProperties();
        String servers = settings.kafka().bootstrapServers();
        try (TopicSetup topicSetup = new TopicSetup(servers, clientProperties)) {
            topicSetup.createIfMissing(TOPIC, partitions);
        }
        int devices = alertSeries > 0 ? alertSeries : DEVICES;
        SyntheticSensors source = new SyntheticSensors(devices, 1, START, Duration.ofSeconds(1));
        long wanted = eventsToSend();
        try (RecordProducer producer = new RecordProducer(servers, clientProperties, TOPIC)) {
            for (long i = 1; i <= wanted; i++) {
                producer.send(source.next());
                if (i % PROGRESS_EVENTS == 0 || i == wanted) {
                    out.printf("Filling topic %s: %,d of %,d events%n", TOPIC, i, wanted);
                }
            }
            producer.flush();
        }
    }

    private Path measure(LocalStack stack, JobSettings settings) throws IOException, InterruptedException {
        Path dir = Files.createDirectories(stack.dataDir().resolve("runs"));
        Path plan = dir.resolve("plan.json");
        Path result = dir.resolve("result.json");
        // The file holds passwords.
        Files.deleteIfExists(plan);
        Files.createFile(plan, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        new ObjectMapper()
                .writeValue(
                        plan.toFile(),
                        new BenchPlan(
                                jobOptions(stack, settings),
                                TOPIC,
                                eventsToSend(),
                                rounds == null ? ROUNDS : rounds,
                                alerts,
                                alertSeries,
                                dir.toString(),
                                result.toString()));
        BenchProcessLauncher.run(plan, alertSeries > 0 ? STATE_HEAP : HEAP);
        return result;
    }
}
