package io.arrowgate.tools.chaos.stack;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.chaos.fault.ChaosPlan;
import io.arrowgate.tools.chaos.fault.FaultKind;
import io.arrowgate.tools.local.LocalKafka;
import io.arrowgate.tools.local.cluster.ClusterJob;
import io.arrowgate.tools.local.cluster.StandaloneCluster;
import io.arrowgate.tools.local.cluster.TaskManagerMemory;
import io.arrowgate.tools.local.replica.ReplicatedClickHouse;
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
public final class ChaosStack implements AutoCloseable {
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
    private ChaosClickHouse clickHouse;
    private ChaosProxies chaosProxies;
    private StandaloneCluster cluster;
    private ClusterJob job;

    private ChaosStack(Path dir, ChaosPlan plan, ResolvedOptions options) {
        this.dir = dir;
        this.plan = plan;
        this.options = options;
    }

    /** Starts all of it on new data in an empty folder, and waits until the job runs. */
    public static ChaosStack start(Path dir, ChaosPlan plan, ResolvedOptions options) throws Exception {
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
        chaosProxies = new ChaosProxies(clickHouse.urls());
        options = options.with(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS, kafka.bootstrapServers(), ORIGIN)
                .with(ArrowgateOptions.CLICKHOUSE_URL, chaosProxies.urls(), ORIGIN)
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

    private ChaosClickHouse startClickHouse() throws IOException {
        Path data = dir.resolve("clickhouse");
        String user = options.get(ArrowgateOptions.CLICKHOUSE_USER);
        String password = options.get(ArrowgateOptions.CLICKHOUSE_PASSWORD);
        if (!plan.isReplicated()) {
            return new SingleServer(data, user, password);
        }
        options = options.with(ArrowgateOptions.CLICKHOUSE_CLUSTER, ReplicatedClickHouse.CLUSTER, ORIGIN);
        return new ReplicaPair(data, user, password, REPLICA_LAG, plan.seed());
    }

    private void submit() throws IOException, InterruptedException {
        job = ClusterJob.submit(cluster.jobs(), options, dir.resolve("job.properties"), plan.parallelism());
    }

    /** Submits another job of the same name, without state. */
    public ClusterJob submitSecond() throws IOException, InterruptedException {
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
    public JobSettings settings() {
        return JobSettings.from(options.with(ArrowgateOptions.CLICKHOUSE_URL, clickHouse.liveUrl(), ORIGIN));
    }

    /** To reach ClickHouse with, past any proxy, with another password than the job's. */
    public ClickHouseSettings settingsWithPassword(String password) {
        return JobSettings.from(options.with(ArrowgateOptions.CLICKHOUSE_URL, clickHouse.liveUrl(), ORIGIN)
                        .with(ArrowgateOptions.CLICKHOUSE_PASSWORD, password, ORIGIN))
                .clickHouse();
    }

    public boolean isReplicated() {
        return plan.isReplicated();
    }

    /** As {@link #settings}, with time for queries over everything. */
    public JobSettings comparisonSettings() {
        return JobSettings.from(options.with(ArrowgateOptions.CLICKHOUSE_URL, clickHouse.liveUrl(), ORIGIN)
                .with(ArrowgateOptions.CLICKHOUSE_REQUEST_TIMEOUT, "10 min", ORIGIN));
    }

    /** Where the processes' logs are. */
    public Path dir() {
        return dir;
    }

    /** Only of a plan that is replicated. */
    public ReplicaPair replicas() {
        return (ReplicaPair) clickHouse;
    }

    public void awaitReplicasInSync() throws InterruptedException {
        clickHouse.awaitInSync();
    }

    public ChaosProxies proxies() {
        return chaosProxies;
    }

    public ClusterJob job() {
        return job;
    }

    /** Rows of a table, repeats included. */
    public long rows(String table) throws SQLException {
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(directSettings())) {
            return queries.number(
                    "SELECT count() FROM `%s`.`%s`".formatted(directSettings().database(), table));
        }
    }

    /** Ends a process at once. {@code moment} chooses among TaskManagers. */
    public void kill(FaultKind kind, double moment) throws IOException, InterruptedException {
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
    public void restart(FaultKind kind) throws IOException, InterruptedException {
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
    public void replaceTaskManager(double moment) throws IOException, InterruptedException {
        kill(FaultKind.KILL_TASK_MANAGER, moment);
        taskManagers.add(cluster.launchTaskManager());
    }

    public long pid(FaultKind kind, double moment) throws IOException, InterruptedException {
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
            most = most.max(new MemoryPeak(one.heapBytes(), one.directBytes(), one.residentBytes()));
        }
        return most;
    }

    public void dumpThreads() throws IOException, InterruptedException {
        cluster.dumpThreads();
    }

    /** Waits for every batch to be committed, and ends the job. */
    public void stopJob() throws IOException, InterruptedException {
        job.close();
    }

    @Override
    public void close() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
        if (chaosProxies != null) {
            chaosProxies.close();
        }
        if (clickHouse != null) {
            clickHouse.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }
}
