package io.arrowgate.tools.bench.rate;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.bench.cpu.ProcessCpuMeter;
import io.arrowgate.tools.bench.cpu.ResidentMemory;
import io.arrowgate.tools.bench.cpu.ServerCpuMeter;
import io.arrowgate.tools.bench.cpu.ServerPids;
import io.arrowgate.tools.bench.run.BenchRules;
import io.arrowgate.tools.bench.run.EventShape;
import io.arrowgate.tools.bench.run.RowCountPoller;
import io.arrowgate.tools.load.LoadGenerator;
import io.arrowgate.tools.load.TopicSetup;
import io.arrowgate.tools.load.record.RecordSource;
import io.arrowgate.tools.local.LocalStack;
import io.arrowgate.tools.local.cluster.FlinkRestClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the default job on the stream {@code sensors} in a process of its own, and measures its CPU time and that of the servers. */
public final class MeasuredJob implements AutoCloseable {
    static final String STREAM = "sensors";
    private static final String ORIGIN = "bench";

    private final LocalStack stack;
    private final JobSettings settings;
    private final EventShape shape;
    private final RateJobProcess process;
    private final RowCountPoller rows;

    private MeasuredJob(LocalStack stack, JobSettings settings, EventShape shape, RateJobProcess process) {
        this.stack = stack;
        this.settings = settings;
        this.shape = shape;
        this.process = process;
        rows = new RowCountPoller(settings.clickHouse(), STREAM);
    }

    /**
     * Creates the topic, starts the job, and waits for its first checkpoint.
     *
     * @param partitions of the topic
     * @param backend that holds the job's state
     */
    public static MeasuredJob start(LocalStack stack, EventShape shape, int partitions, StateBackend backend)
            throws Exception {
        Path dir = Files.createDirectories(stack.dataDir().resolve("rates"));
        ResolvedOptions options = stack.jobOptions()
                .with(ArrowgateOptions.STREAMS_DIR, definitions(dir, shape).toString(), ORIGIN);
        JobSettings settings = JobSettings.from(options);
        try (TopicSetup topics = new TopicSetup(
                settings.kafka().bootstrapServers(), settings.kafka().clientProperties())) {
            topics.createIfMissing(STREAM, partitions);
        }
        return new MeasuredJob(stack, settings, shape, RateJobProcess.start(dir, options, backend));
    }

    /** Writes the built-in stream, adapted to the events and with the rule for probes, and returns the folder. */
    private static Path definitions(Path dir, EventShape shape) throws IOException {
        Path streams = Files.createDirectories(dir.resolve("streams"));
        try (InputStream builtIn = MeasuredJob.class.getResourceAsStream("/streams/sensors.yaml")) {
            String yaml = new String(builtIn.readAllBytes(), StandardCharsets.UTF_8);
            // Examples follow the rules.
            int rulesEnd = yaml.indexOf("\nexamples:");
            String withRules = rulesEnd < 0 ? yaml : yaml.substring(0, rulesEnd + 1);
            Files.writeString(streams.resolve("sensors.yaml"), shape.adapt(BenchRules.addProbe(withRules)));
        }
        return streams;
    }

    JobSettings settings() {
        return settings;
    }

    /** Starts to produce flat events, adapted to their shape, at a constant rate. */
    LoadGenerator load(RecordSource flat, double perSecond) {
        return new LoadGenerator(
                settings.kafka().bootstrapServers(),
                settings.kafka().clientProperties(),
                List.of(new LoadGenerator.Load(shape.adapt(flat), STREAM, perSecond)));
    }

    LatencyProbes probes(Duration length) {
        return new LatencyProbes(settings, shape, STREAM, STREAM, length);
    }

    /** Waits, and returns the compiler's part of the job's CPU time in the meantime. */
    double warmUp(Duration step) throws InterruptedException {
        ProcessCpuMeter meter = new ProcessCpuMeter(process.pid());
        TimeUnit.MILLISECONDS.sleep(step.toMillis());
        process.checkAlive();
        return meter.usage().compilerShare();
    }

    /**
     * Measures the CPU time of job and servers for a while.
     *
     * @param load that produces events in the meantime; null without
     */
    CpuSample measure(Duration length, LoadGenerator load) throws InterruptedException {
        ProcessCpuMeter jobMeter = new ProcessCpuMeter(process.pid());
        ServerCpuMeter serverMeter = new ServerCpuMeter(
                new ServerPids(stack.enginePid().orElse(0), stack.brokerPid().orElse(0)));
        long startNanos = System.nanoTime();
        long startEvents = load == null ? 0 : load.acknowledged();
        TimeUnit.MILLISECONDS.sleep(length.toMillis());
        process.checkAlive();
        return new CpuSample(
                (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1),
                load == null ? 0 : load.acknowledged() - startEvents,
                jobMeter.usage(),
                serverMeter.usage());
    }

    /** Returns the number of rows that are visible. */
    long rows() throws IOException, InterruptedException {
        return rows.rowCount();
    }

    /** Returns the sizes and durations of the checkpoints that were triggered since a time. */
    CheckpointFigures checkpointsSince(Instant start) throws IOException, InterruptedException {
        return new CheckpointHistory(new FlinkRestClient(process.uiUrl())).since(start);
    }

    /** Returns the resident memory of the job's process on Linux; 0 elsewhere. */
    long residentBytes() throws IOException {
        return ResidentMemory.current(process.pid());
    }

    @Override
    public void close() {
        process.close();
    }
}
