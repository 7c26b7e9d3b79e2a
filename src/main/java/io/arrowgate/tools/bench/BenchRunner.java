package io.arrowgate.tools.bench;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.tools.bench.cpu.ServerPids;
import io.arrowgate.tools.bench.run.BuildComparison;
import io.arrowgate.tools.bench.run.EventShape;
import io.arrowgate.tools.load.RecordProducer;
import io.arrowgate.tools.load.TopicSetup;
import io.arrowgate.tools.load.record.RecordSource;
import io.arrowgate.tools.load.synthetic.SyntheticSensors;
import io.arrowgate.tools.local.LocalStack;
import io.arrowgate.tools.local.cluster.JobJar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Fills a topic of a local stack with sensor events, and measures jobs that read it in processes of their own. */
public final class BenchRunner {
    private static final String TOPIC = "bench-sensors";
    private static final String WARM_UP_TOPIC = "bench-warm-up";
    private static final long WARM_UP_EVENTS = 500_000;
    private static final String HEAP = "1g";
    private static final Instant START = Instant.parse("2024-05-01T00:00:00Z");
    private static final long PROGRESS_EVENTS = 1_000_000;

    private final LocalStack stack;
    private final long events;
    private final EventShape shape;
    private final PrintWriter out;

    /** @param events of a run */
    public BenchRunner(LocalStack stack, long events, EventShape shape, PrintWriter out) {
        this.stack = stack;
        this.events = events;
        this.shape = shape;
        this.out = out;
    }

    /** Sends the events to the topics, which are created. */
    public void fill(int partitions) throws IOException, InterruptedException {
        fill(WARM_UP_TOPIC, partitions, warmUpEvents());
        fill(TOPIC, partitions, events);
    }

    private long warmUpEvents() {
        return Math.min(events, WARM_UP_EVENTS);
    }

    private void fill(String topic, int partitions, long count) throws IOException, InterruptedException {
        KafkaSettings kafka = stack.jobSettings().kafka();
        try (TopicSetup topicSetup = new TopicSetup(kafka.bootstrapServers(), kafka.clientProperties())) {
            topicSetup.createIfMissing(topic, partitions);
        }
        try (RecordSource source = shape.adapt(new SyntheticSensors(shape.series(), 1, START, Duration.ofSeconds(1)));
                RecordProducer producer =
                        new RecordProducer(kafka.bootstrapServers(), kafka.clientProperties(), topic)) {
            for (long i = 1; i <= count; i++) {
                producer.send(source.next());
                if (i % PROGRESS_EVENTS == 0 || i == count) {
                    out.printf("Filling topic %s: %,d of %,d events%n", topic, i, count);
                }
            }
            producer.flush();
        }
    }

    /**
     * Measures the job on the topic.
     *
     * @param lastStart time after which no further round starts
     * @param alerts whether the job also runs with alert rules
     * @return a file with a {@link BenchResult} as JSON
     */
    public Path measure(int rounds, Instant lastStart, boolean alerts) throws IOException, InterruptedException {
        Path dir = runsDir();
        Path result = dir.resolve("result.json");
        BenchPlan plan = new BenchPlan(
                jobOptions(),
                servers(),
                warmUpTopic(),
                measuredTopic(),
                shape,
                rounds,
                lastStart.equals(Instant.MAX) ? Long.MAX_VALUE : lastStart.toEpochMilli(),
                alerts,
                dir.toString(),
                result.toString());
        BenchProcessLauncher.run(plan, HEAP);
        return result;
    }

    /** Compares this build with the one in a job jar. */
    public BuildComparison compareTo(Path jar, int rounds) throws Exception {
        return new BuildComparisonRun(jobOptions(), TOPIC, events, runsDir(), out).run(JobJar.path(), jar, rounds);
    }

    /** Compares the job with alternatives and prints the result. */
    public AlternativeComparison compareWithAlternatives(int rounds) throws Exception {
        AlternativeComparison comparison = new AlternativeComparisonRun(
                        jobOptions(), servers(), warmUpTopic(), measuredTopic(), runsDir(), out)
                .run(rounds);
        AlternativeReport.print(out, comparison);
        return comparison;
    }

    private ServerPids servers() {
        return new ServerPids(stack.enginePid().orElse(0), stack.brokerPid().orElse(0));
    }

    private BenchPlan.FilledTopic warmUpTopic() {
        return new BenchPlan.FilledTopic(WARM_UP_TOPIC, warmUpEvents());
    }

    private BenchPlan.FilledTopic measuredTopic() {
        return new BenchPlan.FilledTopic(TOPIC, events);
    }

    private Path runsDir() throws IOException {
        return Files.createDirectories(stack.dataDir().resolve("runs"));
    }

    /** Returns the addresses of the servers, the parallelism, and the options that the user gave. */
    private Map<String, String> jobOptions() {
        Map<String, String> jobOptions = new TreeMap<>(stack.options().texts(ArrowgateOptions.ALL));
        jobOptions.put(
                ArrowgateOptions.PARALLELISM.key(),
                Integer.toString(stack.jobSettings().parallelism()));
        return jobOptions;
    }
}
