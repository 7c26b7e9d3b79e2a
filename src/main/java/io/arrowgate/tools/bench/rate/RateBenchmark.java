package io.arrowgate.tools.bench.rate;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.bench.cpu.CpuUsage;
import io.arrowgate.tools.bench.cpu.ProcessCpuMeter;
import io.arrowgate.tools.bench.cpu.ServerCpu;
import io.arrowgate.tools.bench.cpu.ServerCpuMeter;
import io.arrowgate.tools.bench.cpu.ServerPids;
import io.arrowgate.tools.bench.run.BenchRules;
import io.arrowgate.tools.bench.run.EventShape;
import io.arrowgate.tools.load.LoadGenerator;
import io.arrowgate.tools.load.TopicSetup;
import io.arrowgate.tools.load.synthetic.SyntheticSensors;
import io.arrowgate.tools.local.LocalStack;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures the CPU time of job, engine and broker at steady rates, and the latency of rows and alerts. */
public final class RateBenchmark {
    private static final String STREAM = "sensors";
    private static final String ORIGIN = "bench";
    /** The warm-up of a rate ends when the compiler takes less than this part of the job's CPU time in a step. */
    private static final double SETTLED = 0.05;

    private final LocalStack stack;
    private final EventShape shape;
    private final int partitions;
    private final Pace pace;
    private final PrintWriter out;

    /**
     * Holds the durations of a measurement.
     *
     * @param step of a warm-up
     * @param minSteps before the measurement of a rate, as caches fill and derived tables begin
     * @param maxSteps before the measurement of a rate
     * @param maxFirstSteps before the measurement of the first rate, which also warms up what all rates share
     * @param measured covers two refreshes of the reports
     * @param probed time in which probes are sent
     */
    record Pace(Duration step, int minSteps, int maxSteps, int maxFirstSteps, Duration measured, Duration probed) {
        static final Pace DEFAULT =
                new Pace(Duration.ofSeconds(10), 2, 6, 18, Duration.ofSeconds(20), Duration.ofSeconds(15));
    }

    public RateBenchmark(LocalStack stack, EventShape shape, int partitions, PrintWriter out) {
        this(stack, shape, partitions, Pace.DEFAULT, out);
    }

    RateBenchmark(LocalStack stack, EventShape shape, int partitions, Pace pace, PrintWriter out) {
        this.stack = stack;
        this.shape = shape;
        this.partitions = partitions;
        this.pace = pace;
        this.out = out;
    }

    /** Measures the rates one after the other, with one job. */
    public List<RateMeasurement> run(List<LoadRate> rates) throws Exception {
        Path dir = Files.createDirectories(stack.dataDir().resolve("rates"));
        ResolvedOptions options = stack.jobOptions()
                .with(ArrowgateOptions.STREAMS_DIR, definitions(dir).toString(), ORIGIN);
        JobSettings settings = JobSettings.from(options);
        try (TopicSetup topics = new TopicSetup(
                settings.kafka().bootstrapServers(), settings.kafka().clientProperties())) {
            topics.createIfMissing(STREAM, partitions);
        }
        out.println("Starting the job …");
        List<RateMeasurement> measured = new ArrayList<>();
        try (RateJobProcess job = RateJobProcess.start(dir, options)) {
            LatencyProbes probes = new LatencyProbes(settings, shape, STREAM, STREAM, pace.probed());
            for (LoadRate rate : rates) {
                int maxSteps = measured.isEmpty() ? pace.maxFirstSteps() : pace.maxSteps();
                out.printf(
                        "Rate %d of %d, %s: warm-up of at most %d s, then %d s …%n",
                        measured.size() + 1,
                        rates.size(),
                        rate,
                        maxSteps * pace.step().toSeconds(),
                        pace.measured().toSeconds());
                out.flush();
                measured.add(measure(settings, job, rate, maxSteps, probes));
            }
        }
        return measured;
    }

    private RateMeasurement measure(
            JobSettings settings, RateJobProcess job, LoadRate rate, int maxSteps, LatencyProbes probes)
            throws Exception {
        try (LoadGenerator load = rate.isIdle() ? null : load(settings, rate)) {
            warmUp(job, maxSteps);
            ProcessCpuMeter jobMeter = new ProcessCpuMeter(job.pid());
            ServerCpuMeter serverMeter = new ServerCpuMeter(new ServerPids(
                    stack.enginePid().orElse(0), stack.brokerPid().orElse(0)));
            long startNanos = System.nanoTime();
            long startEvents = load == null ? 0 : load.acknowledged();
            TimeUnit.MILLISECONDS.sleep(pace.measured().toMillis());
            job.checkAlive();
            CpuUsage jobCpu = jobMeter.usage();
            ServerCpu serverCpu = serverMeter.usage();
            double seconds = (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
            long events = load == null ? 0 : load.acknowledged() - startEvents;
            LatencyProbes.Latencies latencies = load == null
                    ? new LatencyProbes.Latencies(Latency.of(List.of()), Latency.of(List.of()))
                    : probes.measure();
            if (load != null) {
                load.check();
                load.stop();
            }
            return new RateMeasurement(rate, seconds, events, jobCpu, serverCpu, latencies.rows(), latencies.alerts());
        }
    }

    private void warmUp(RateJobProcess job, int maxSteps) throws InterruptedException {
        for (int step = 1; step <= maxSteps; step++) {
            ProcessCpuMeter meter = new ProcessCpuMeter(job.pid());
            TimeUnit.MILLISECONDS.sleep(pace.step().toMillis());
            job.checkAlive();
            if (step >= pace.minSteps() && meter.usage().compilerShare() < SETTLED) {
                return;
            }
        }
    }

    /**
     * Starts the load. In event time, each device reports once a second at most. At more events than devices a second, event time runs
     * ahead of the clock, because rules would evaluate hundreds of readings of a few seconds, and fire all the time.
     */
    private LoadGenerator load(JobSettings settings, LoadRate rate) {
        long nanos = TimeUnit.SECONDS.toNanos(shape.series()) / rate.perSecond();
        Duration interval = Duration.ofNanos(Math.max(nanos, SyntheticSensors.INTERVAL.toNanos()));
        SyntheticSensors source = new SyntheticSensors(shape.series(), rate.perSecond(), Instant.now(), interval);
        return new LoadGenerator(
                settings.kafka().bootstrapServers(),
                settings.kafka().clientProperties(),
                List.of(new LoadGenerator.Load(shape.adapt(source), STREAM, rate.perSecond())));
    }

    /** Writes the built-in stream, adapted to the events and with the rule for probes, and returns the folder. */
    private Path definitions(Path dir) throws IOException {
        Path streams = Files.createDirectories(dir.resolve("streams"));
        try (InputStream builtIn = RateBenchmark.class.getResourceAsStream("/streams/sensors.yaml")) {
            String yaml = new String(builtIn.readAllBytes(), StandardCharsets.UTF_8);
            // Examples follow the rules.
            int rulesEnd = yaml.indexOf("\nexamples:");
            String withRules = rulesEnd < 0 ? yaml : yaml.substring(0, rulesEnd + 1);
            Files.writeString(streams.resolve("sensors.yaml"), shape.adapt(BenchRules.addProbe(withRules)));
        }
        return streams;
    }
}
