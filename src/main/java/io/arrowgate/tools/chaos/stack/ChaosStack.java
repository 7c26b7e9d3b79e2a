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
 * Runs the targets of a chaos run: broker, ClickHouse, JobManager and TaskManagers in processes of their own, the job on them,
 * and a proxy between the job and ClickHouse.
 */
public final class ChaosStack implements AutoCloseable {
    private static final String ORIGIN = "chaos";
    private static final int SLOTS = 2;
    private static final Duration REPLICA_LAG = Duration.ofMillis(500);
    /** Detects dead and paused TaskManagers faster than Flink's defaults. */
    private static final Map<String, String> FLINK = Map.of(
            "heartbeat.interval", "1 s",
            "heartbeat.timeout", "8 s",
            // Otherwise the back-off would grow with each restart of a run.
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

    /** Starts all processes with new data in an empty folder and waits until the job runs. */
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
        // A JVM works for minutes on the backlog of an outage, and its figures must compare with a user's cluster.
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

    /** Returns the job's settings with the address of ClickHouse instead of the proxy's. */
    public JobSettings settings() {
        return JobSettings.from(options.with(ArrowgateOptions.CLICKHOUSE_URL, clickHouse.liveUrl(), ORIGIN));
    }

    /** Returns the settings that reach ClickHouse directly, with another password than the job's. */
    public ClickHouseSettings settingsWithPassword(String password) {
        return JobSettings.from(options.with(ArrowgateOptions.CLICKHOUSE_URL, clickHouse.liveUrl(), ORIGIN)
                        .with(ArrowgateOptions.CLICKHOUSE_PASSWORD, password, ORIGIN))
                .clickHouse();
    }

    public boolean isReplicated() {
        return plan.isReplicated();
    }

    /** Returns {@link #settings} with a request timeout for queries over whole tables. */
    public JobSettings comparisonSettings() {
        return JobSettings.from(options.with(ArrowgateOptions.CLICKHOUSE_URL, clickHouse.liveUrl(), ORIGIN)
                .with(ArrowgateOptions.CLICKHOUSE_REQUEST_TIMEOUT, "10 min", ORIGIN));
    }

    /** Returns the folder of the processes' logs. */
    public Path dir() {
        return dir;
    }

    /** Returns the replicas; only for a replicated plan. */
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

    /** Returns the number of rows of a table, duplicates included. */
    public long rows(String table) throws SQLException {
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(directSettings())) {
            return queries.number(
                    "SELECT count() FROM `%s`.`%s`".formatted(directSettings().database(), table));
        }
    }

    /** Kills a process. {@code moment} selects one of the TaskManagers. */
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
            default -> throw new IllegalArgumentException(kind + " does not kill a process");
        }
    }

    /** Starts a process that replaces the killed one. */
    public void restart(FaultKind kind) throws IOException, InterruptedException {
        switch (kind) {
            case KILL_TASK_MANAGER -> taskManagers.add(cluster.startTaskManager());
            case KILL_JOB_MANAGER -> {
                cluster.startJobManager();
                submit();
            }
            case KILL_CLICKHOUSE -> clickHouse.restart();
            case KILL_BROKER -> kafka = LocalKafka.start(dir.resolve("kafka"), kafka.port());
            default -> throw new IllegalArgumentException(kind + " does not kill a process");
        }
    }

    /** Kills a TaskManager and starts another one without waiting for its registration. */
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
            default -> throw new IllegalArgumentException(kind + " does not pause a process");
        };
    }

    /** Returns a TaskManager that runs subtasks, if there is one: killing an idle one would not disturb the job. */
    private Integer chosen(double moment) throws IOException, InterruptedException {
        Set<String> atWork = job.taskManagers();
        List<Integer> candidates = taskManagers.stream()
                .filter(number -> atWork.contains(StandaloneCluster.taskManagerId(number)))
                .toList();
        List<Integer> from = candidates.isEmpty() ? taskManagers : candidates;
        return from.get((int) (moment * from.size()));
    }

    /** Returns the highest current memory use of the registered TaskManagers. */
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

    /** Waits until every batch is committed and stops the job. */
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
