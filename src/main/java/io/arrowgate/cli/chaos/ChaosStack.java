package io.arrowgate.cli.chaos;

import io.arrowgate.clickhouse.ClickHouseQueries;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.ResolvedOptions;
import io.arrowgate.local.ClusterJob;
import io.arrowgate.local.LocalKafka;
import io.arrowgate.local.StandaloneCluster;
import io.arrowgate.local.TaskManagerMemory;
import io.arrowgate.local.replica.ReplicatedClickHouse;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that chaos can break: broker, ClickHouse engine, JobManager and TaskManagers, each a process of its own, with the
 * job on them, and a proxy between the job and ClickHouse.
 */
final class ChaosStack implements AutoCloseable {
    private static final String ORIGIN = "chaos";
    private static final int SLOTS = 2;
    private static final Duration REPLICA_LAG = Duration.ofSeconds(10);
    /** A dead TaskManager is noticed sooner than users' settings have it, and a paused one is taken for dead sooner. */
    private static final Map<String, String> FLINK = Map.of(
            "heartbeat.interval", "1 s",
            "heartbeat.timeout", "8 s",
            // Otherwise each restart of a run would wait longer than the one before.
            "restart-strategy.exponential-delay.reset-backoff-threshold", "5 s");

    private final Path dir;
    private final ChaosPlan plan;
    private final List<Integer> taskManagers = new ArrayList<>();
    private ResolvedOptions options;
    private LocalKafka kafka;
    private ChaosServers clickHouse;
    private Proxies proxies;
    private StandaloneCluster cluster;
    private ClusterJob job;

    private ChaosStack(Path dir, ChaosPlan plan, ResolvedOptions options) {
        this.dir = dir;
        this.plan = plan;
        this.options = options;
    }

    /** Starts all of it on new data in an empty folder, and waits until the job runs. */
    static ChaosStack start(Path dir, ChaosPlan plan, ResolvedOptions options) throws Exception {
        ChaosStack stack = new ChaosStack(dir, plan, options);
        try {
            stack.startAll();
        } catch (Exception e) {
            stack.close();
            throw e;
        }
        return stack;
    }

    private void startAll() throws IOException, InterruptedException, SQLException {
        kafka = LocalKafka.start(dir.resolve("kafka"), 0);
        clickHouse = startClickHouse();
        proxies = new Proxies(clickHouse.urls());
        options = options.with(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS, kafka.bootstrapServers(), ORIGIN)
                .with(ArrowgateOptions.CLICKHOUSE_URL, proxies.urls(), ORIGIN)
                .with(
                        ArrowgateOptions.CHECKPOINT_DIR,
                        dir.resolve("checkpoints").toUri().toString(),
                        ORIGIN);
        ChaosTables.create(settings(), plan);
        // What an outage held back takes one JVM minutes of work, and its figures are to be those of users' clusters.
        boolean shortLived = !plan.isOutage();
        cluster = StandaloneCluster.start(
                dir.resolve("cluster"), new StandaloneCluster.Plan(plan.taskManagers(), SLOTS, 0, shortLived, FLINK));
        for (int i = 0; i < plan.taskManagers(); i++) {
            taskManagers.add(i);
        }
        submit();
        job.awaitRunning();
    }

    private ChaosServers startClickHouse() throws IOException {
        Path data = dir.resolve("clickhouse");
        String user = options.get(ArrowgateOptions.CLICKHOUSE_USER);
        String password = options.get(ArrowgateOptions.CLICKHOUSE_PASSWORD);
        if (!plan.isReplicated()) {
            return new OneServer(data, user, password);
        }
        options = options.with(ArrowgateOptions.CLICKHOUSE_CLUSTER, ReplicatedClickHouse.CLUSTER, ORIGIN);
        return new TwoReplicas(data, user, password, REPLICA_LAG, plan.seed());
    }

    private void submit() throws IOException, InterruptedException {
        job = ClusterJob.submit(cluster.jobs(), options, dir.resolve("job.properties"), plan.parallelism());
    }

    /** Submits another job of the same name, without state. */
    ClusterJob submitSecond() throws IOException, InterruptedException {
        String checkpoints = dir.resolve("second-checkpoints").toUri().toString();
        return ClusterJob.submit(
                cluster.jobs(),
                options.with(ArrowgateOptions.CHECKPOINT_DIR, checkpoints, ORIGIN)
                        .with(ArrowgateOptions.JOB_LEASE_ACQUIRE_TIMEOUT, "3 s", ORIGIN),
                dir.resolve("second.properties"),
                plan.parallelism());
    }

    private ClickHouseSettings directSettings() {
        return settings().clickHouse();
    }

    /** What the job is told, but with ClickHouse's own address instead of the proxy's. */
    JobSettings settings() {
        return JobSettings.from(options.with(ArrowgateOptions.CLICKHOUSE_URL, clickHouse.liveUrl(), ORIGIN));
    }

    /** To reach ClickHouse with, past any proxy, with another password than the job's. */
    ClickHouseSettings settingsWithPassword(String password) {
        return JobSettings.from(options.with(ArrowgateOptions.CLICKHOUSE_URL, clickHouse.liveUrl(), ORIGIN)
                        .with(ArrowgateOptions.CLICKHOUSE_PASSWORD, password, ORIGIN))
                .clickHouse();
    }

    boolean isReplicated() {
        return plan.isReplicated();
    }

    /** As {@link #settings}, with time for queries over everything. */
    JobSettings comparisonSettings() {
        return JobSettings.from(options.with(ArrowgateOptions.CLICKHOUSE_URL, clickHouse.liveUrl(), ORIGIN)
                .with(ArrowgateOptions.CLICKHOUSE_REQUEST_TIMEOUT, "10 min", ORIGIN));
    }

    /** Where the processes' logs are. */
    Path dir() {
        return dir;
    }

    /** Only of a plan that is replicated. */
    TwoReplicas replicas() {
        return (TwoReplicas) clickHouse;
    }

    void awaitReplicasInSync() throws InterruptedException {
        clickHouse.awaitInSync();
    }

    Proxies proxies() {
        return proxies;
    }

    ClusterJob job() {
        return job;
    }

    /** Rows of a table, repeats included. */
    long rows(String table) throws SQLException {
        try (ClickHouseQueries queries = new ClickHouseQueries(directSettings())) {
            return queries.number(
                    "SELECT count() FROM `%s`.`%s`".formatted(directSettings().database(), table));
        }
    }

    /** Ends a process at once. {@code moment} chooses among TaskManagers. */
    void kill(FaultKind kind, double moment) throws IOException, InterruptedException {
        switch (kind) {
            case KILL_TASK_MANAGER -> {
                Integer chosen = chosen(moment);
                taskManagers.remove(chosen);
                cluster.killTaskManager(chosen);
            }
            case KILL_JOB_MANAGER -> cluster.killJobManager();
            case KILL_CLICKHOUSE -> clickHouse.kill(moment);
            case KILL_BROKER -> kafka.kill();
            default -> throw new IllegalArgumentException(kind + " kills nothing");
        }
    }

    /** Starts another process in place of the one that was killed. */
    void restart(FaultKind kind) throws IOException, InterruptedException {
        switch (kind) {
            case KILL_TASK_MANAGER -> taskManagers.add(cluster.startTaskManager());
            case KILL_JOB_MANAGER -> {
                cluster.startJobManager();
                submit();
            }
            case KILL_CLICKHOUSE -> clickHouse.restart();
            case KILL_BROKER -> kafka = LocalKafka.start(dir.resolve("kafka"), kafka.port());
            default -> throw new IllegalArgumentException(kind + " kills nothing");
        }
    }

    /** Kills a TaskManager and starts another one, which has yet to register. */
    void replaceTaskManager(double moment) throws IOException, InterruptedException {
        kill(FaultKind.KILL_TASK_MANAGER, moment);
        taskManagers.add(cluster.launchTaskManager());
    }

    long pid(FaultKind kind, double moment) throws IOException, InterruptedException {
        return switch (kind) {
            case PAUSE_TASK_MANAGER -> cluster.taskManagerPid(chosen(moment));
            case PAUSE_JOB_MANAGER -> cluster.jobManagerPid();
            case PAUSE_CLICKHOUSE -> clickHouse.pid(moment);
            case PAUSE_BROKER -> kafka.pid();
            default -> throw new IllegalArgumentException(kind + " pauses nothing");
        };
    }

    /** One that has work, if any has: the death of another one is no fault. */
    private Integer chosen(double moment) throws IOException, InterruptedException {
        Set<String> atWork = job.taskManagers();
        List<Integer> candidates = taskManagers.stream()
                .filter(number -> atWork.contains(StandaloneCluster.taskManagerId(number)))
                .toList();
        List<Integer> from = candidates.isEmpty() ? taskManagers : candidates;
        return from.get((int) (moment * from.size()));
    }

    /** The most that any of the TaskManagers takes just now; those that are dead or have not registered yet take none. */
    MemoryPeak taskManagerMemory() throws IOException, InterruptedException {
        MemoryPeak most = MemoryPeak.NONE;
        for (TaskManagerMemory one : cluster.taskManagerMemory()) {
            most = most.or(new MemoryPeak(one.heapBytes(), one.directBytes(), one.residentBytes()));
        }
        return most;
    }

    void dumpThreads() throws IOException, InterruptedException {
        cluster.dumpThreads();
    }

    /** Waits for every batch to be committed, and ends the job. */
    void stopJob() throws IOException, InterruptedException {
        job.close();
    }

    @Override
    public void close() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
        if (proxies != null) {
            proxies.close();
        }
        if (clickHouse != null) {
            clickHouse.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }
}
