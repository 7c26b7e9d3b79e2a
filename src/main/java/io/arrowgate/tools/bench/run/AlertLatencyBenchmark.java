package io.arrowgate.tools.bench.run;

import io.arrowgate.ArrowgateJob;
import io.arrowgate.config.JobSettings;
import io.arrowgate.tools.load.RateLimiter;
import io.arrowgate.tools.load.RecordProducer;
import io.arrowgate.tools.load.TopicSetup;
import io.arrowgate.tools.load.synthetic.LatencyProbeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Measures the alert latency of the whole job under a steady load, some of whose readings are probes that fire an alert. Loader
 * and consumer share the process, and its pauses, with the job.
 */
public final class AlertLatencyBenchmark {
    private static final int SERIES = 1_000;
    private static final int PROBES_PER_SECOND = 10;
    /** Time to load classes and create topics. */
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    private static final Duration LENGTH = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BenchCluster cluster;
    private final JobSettings settings;
    private final String topic;

    /** @param settings of a job that reads {@code topic}, with {@link BenchRules} */
    public AlertLatencyBenchmark(BenchCluster cluster, JobSettings settings, String topic) {
        this.cluster = cluster;
        this.settings = settings;
        this.topic = topic;
    }

    public AlertLatency run(double eventsPerSecond) throws Exception {
        String servers = settings.kafka().bootstrapServers();
        Map<String, String> clients = settings.kafka().clientProperties();
        try (TopicSetup topicSetup = new TopicSetup(servers, clients)) {
            topicSetup.createIfMissing(topic, settings.parallelism());
        }
        StreamExecutionEnvironment environment = cluster.environment(settings);
        ArrowgateJob.assemble(environment, settings);
        JobID job = cluster.submit(environment);
        ExecutorService loader = Executors.newSingleThreadExecutor();
        try (RecordProducer producer = new RecordProducer(servers, clients, topic);
                ProbeAlerts alerts = new ProbeAlerts(settings)) {
            Instant begin = Instant.now().plus(WARM_UP);
            Future<Long> load = loader.submit(() -> load(producer, eventsPerSecond, begin.plus(LENGTH)));
            List<Long> millis = read(alerts, begin, load);
            return AlertLatency.of(eventsPerSecond, millis);
        } finally {
            loader.shutdownNow();
            cluster.cancel(job);
        }
    }

    /** Produces the load and returns the number of probes. */
    private static long load(RecordProducer producer, double eventsPerSecond, Instant end) {
        // The number ends in 1, so that all series get probes.
        int every = (int) Math.round(eventsPerSecond / PROBES_PER_SECOND / 10) * 10 + 1;
        LatencyProbeSource readings = new LatencyProbeSource(SERIES, every, Clock.systemUTC());
        RateLimiter limiter = new RateLimiter(eventsPerSecond, System.nanoTime());
        while (Instant.now().isBefore(end)) {
            producer.send(readings.next());
            limiter.acquire(() -> false);
        }
        producer.flush();
        return readings.probes();
    }

    /** Waits for the alerts of all probes and returns the latencies of those after {@code begin}. */
    private static List<Long> read(ProbeAlerts alerts, Instant begin, Future<Long> load) throws Exception {
        List<Long> millis = new ArrayList<>();
        long seen = 0;
        Instant deadline = Instant.now().plus(WARM_UP).plus(LENGTH).plus(PATIENCE);
        while (!load.isDone() || seen < load.get()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("%d alerts arrived in time; the load is %s"
                        .formatted(seen, load.isDone() ? load.get() : "still running"));
            }
            for (Instant produced : alerts.poll(Duration.ofMillis(100))) {
                seen++;
                if (!produced.isBefore(begin)) {
                    millis.add(Duration.between(produced, Instant.now()).toMillis());
                }
            }
        }
        return millis;
    }
}
