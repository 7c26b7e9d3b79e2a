package io.arrowgate.tools.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.bench.run.AlertLatency;
import io.arrowgate.tools.bench.run.AlertLatencyBenchmark;
import io.arrowgate.tools.bench.run.ArrowTopicSize;
import io.arrowgate.tools.bench.run.BenchCluster;
import io.arrowgate.tools.bench.run.BenchRules;
import io.arrowgate.tools.bench.run.DecodeBenchmark;
import io.arrowgate.tools.bench.run.JobBenchmark;
import io.arrowgate.tools.bench.run.JobMeasurement;
import io.arrowgate.tools.bench.run.Measurement;
import io.arrowgate.tools.bench.run.SourceBenchmark;
import io.arrowgate.tools.bench.run.WarmUpRounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Runs source and job in turn in a JVM that does nothing else. The loader, the broker and ClickHouse are other processes.
 */
public final class BenchProcessMain {
    private static final double SLOW_PER_SECOND = 100;

    private final BenchPlan plan;
    /** Is the size in the topic of the first run with batches of the full size. */
    private double bytesPerRow;

    private BenchProcessMain(BenchPlan plan) {
        this.plan = plan;
    }

    /** Runs the plan in a JSON file, whose path is the only argument. */
    public static void main(String[] args) throws Exception {
        ObjectMapper json = new ObjectMapper();
        BenchPlan plan = json.readValue(Path.of(args[0]).toFile(), BenchPlan.class);
        BenchProcessMain bench = new BenchProcessMain(plan);
        json.writeValue(Path.of(plan.result()).toFile(), bench.measure());
        System.exit(0); // Threads that a mini-cluster leaves behind must not keep the bench waiting.
    }

    private BenchResult measure() throws Exception {
        List<Measurement> source = new ArrayList<>();
        List<JobMeasurement> job = new ArrayList<>();
        List<JobMeasurement> alerting = new ArrayList<>();
        List<AlertLatency> latencies = new ArrayList<>();
        try (BenchCluster cluster = new BenchCluster(parallelism())) {
            boolean warm = false;
            for (int run = 1; job.size() < plan.rounds() && (job.isEmpty() || hasTime()); run++) {
                BenchPlan.FilledTopic topic = WarmUpRounds.hasSmallBatches(run) ? plan.warmUp() : plan.measured();
                Measurement before = source(cluster, run, topic);
                JobMeasurement b = job(cluster, run, topic, false);
                // One run before and one after it: what slows the machine down for seconds affects both.
                Measurement a = before.plus(source(cluster, run, topic));
                BenchReport.printRound(System.out, warm ? "round " + (job.size() + 1) : "warm-up", a, b);
                if (plan.alerts()) {
                    JobMeasurement c = job(cluster, run, topic, true);
                    BenchReport.printAlertingRound(System.out, b, c);
                    if (warm) {
                        alerting.add(c);
                    }
                }
                if (warm) {
                    source.add(a);
                    job.add(b);
                }
                warm |= WarmUpRounds.endsWith(run, b.run().cpu().compilerShare());
            }
            if (plan.alerts()) {
                double half = OrderStatistics.median(alerting.stream()
                                .map(run -> run.run().eventsPerSecond())
                                .toList())
                        / 2;
                latencies.add(latency(cluster, SLOW_PER_SECOND));
                latencies.add(latency(cluster, half));
            }
        }
        return new BenchResult(
                plan.measured().events(),
                source,
                job,
                alerting,
                latencies,
                bytesPerRow,
                DecodeBenchmark.cpuNanosPerEvent());
    }

    private Measurement source(BenchCluster cluster, int run, BenchPlan.FilledTopic topic) throws Exception {
        return SourceBenchmark.run(cluster, settings(run, false), topic.name(), topic.events());
    }

    private boolean hasTime() {
        return System.currentTimeMillis() < plan.lastStartMillis();
    }

    private AlertLatency latency(BenchCluster cluster, double eventsPerSecond) throws Exception {
        String topic = "bench-latency-%.0f".formatted(eventsPerSecond);
        JobSettings settings = settings(topic, topic, BenchRules::withProbe, true, Map.of());
        AlertLatency latency = new AlertLatencyBenchmark(cluster, settings, topic).run(eventsPerSecond);
        BenchReport.printLatency(System.out, latency);
        return latency;
    }

    private JobMeasurement job(BenchCluster cluster, int run, BenchPlan.FilledTopic topic, boolean alerts)
            throws Exception {
        JobSettings settings = settings(run, alerts);
        StreamDefinition stream = StreamDefinitions.load(settings.streamsPath()).get("sensors");
        JobBenchmark benchmark = new JobBenchmark(cluster, settings, stream);
        JobMeasurement measured = benchmark.run(plan.servers(), topic.events());
        benchmark.dropTables();
        if (bytesPerRow == 0 && !WarmUpRounds.hasSmallBatches(run)) {
            bytesPerRow =
                    ArrowTopicSize.bytesPerRow(settings.kafka(), stream.arrow().topic());
        }
        return measured;
    }

    private int parallelism() {
        return Integer.parseInt(plan.options().get(ArrowgateOptions.PARALLELISM.key()));
    }

    /** Returns the settings of one run, which has its own database, Arrow topic and checkpoints. */
    private JobSettings settings(int run, boolean alerts) throws IOException {
        String name = "bench-%d%s".formatted(run, alerts ? "-alerts" : "");
        Map<String, String> others = WarmUpRounds.options(run);
        UnaryOperator<String> rules = WarmUpRounds.hasSmallBatches(run) ? BenchRules::forWarmUp : BenchRules::replaceIn;
        BenchPlan.FilledTopic topic = WarmUpRounds.hasSmallBatches(run) ? plan.warmUp() : plan.measured();
        return settings(name, topic.name(), rules, alerts, others);
    }

    private JobSettings settings(
            String name, String topic, UnaryOperator<String> rules, boolean alerts, Map<String, String> others)
            throws IOException {
        Path streams = Path.of(plan.dir()).resolve(name);
        Files.createDirectories(streams);
        try (var builtIn = BenchProcessMain.class.getResourceAsStream("/streams/sensors.yaml")) {
            String yaml = plan.shape().adapt(rules.apply(new String(builtIn.readAllBytes(), StandardCharsets.UTF_8)))
                    + "topic: %s\narrow: {topic: %s-arrow}\n".formatted(topic, name);
            Files.writeString(streams.resolve("sensors.yaml"), yaml);
        }
        Map<String, String> options = new HashMap<>(plan.options());
        options.putAll(others);
        options.put("job.name", name);
        options.put("streams", "sensors");
        options.put("streams.dir", streams.toString());
        options.put("alerts.enabled", Boolean.toString(alerts));
        options.put("reports.enabled", "false");
        options.put("clickhouse.database", name.replace('-', '_'));
        options.put(
                "checkpoint.dir",
                Path.of(plan.dir()).resolve(name + "-checkpoints").toUri().toString());
        return JobSettings.from(SettingsLoader.load(options, null, Map.of()));
    }
}
