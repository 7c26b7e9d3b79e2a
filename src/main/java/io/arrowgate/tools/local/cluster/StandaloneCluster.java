package io.arrowgate.tools.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.tools.local.process.LocalStackException;
import io.arrowgate.tools.local.process.LoopbackPorts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.TaskManagerOptions;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * Runs a standalone Flink session cluster of real processes on the loopback interface: a JobManager, and TaskManagers that can
 * be killed and started individually.
 *
 * <p>Its processes have the class path of a Flink distribution, without Arrowgate: a job is uploaded as a jar through REST.
 */
public final class StandaloneCluster implements AutoCloseable {
    private static final String JOB_MANAGER = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    private final StandaloneConfig config;
    private final Path logs;
    private final FlinkRestClient rest;
    private final List<FlinkProcess> taskManagers = new ArrayList<>();
    private FlinkProcess jobManager;

    /**
     * Describes the cluster.
     *
     * @param taskManagers number of TaskManagers at the start
     * @param slotsPerTaskManager each slot runs one subtask of every operator
     * @param restPort of the web UI and REST on the loopback interface; 0 for any free one
     * @param shortLived whether it runs only for minutes, in which the optimizing compiler costs more time than it saves
     * @param settings Flink options that override those of {@code flink-conf/}
     */
    public record Plan(
            int taskManagers, int slotsPerTaskManager, int restPort, boolean shortLived, Map<String, String> settings) {
        public Plan {
            if (taskManagers < 1) {
                throw new IllegalArgumentException(
                        "taskManagers: '%d' is too few; give 1 or more".formatted(taskManagers));
            }
            if (slotsPerTaskManager < 1) {
                throw new IllegalArgumentException(
                        "slotsPerTaskManager: '%d' is too few; give 1 or more".formatted(slotsPerTaskManager));
            }
            settings = Map.copyOf(settings);
        }
    }

    private StandaloneCluster(StandaloneConfig config, Path logs, FlinkRestClient rest) {
        this.config = config;
        this.logs = logs;
        this.rest = rest;
    }

    /** Starts a short-lived cluster with the settings of {@code flink-conf/}, without their metrics reporter. */
    public static StandaloneCluster start(Path dir, int taskManagers, int slotsPerTaskManager, int restPort)
            throws IOException, InterruptedException {
        return start(dir, new Plan(taskManagers, slotsPerTaskManager, restPort, true, Map.of()));
    }

    /**
     * Starts the cluster and waits until every TaskManager has registered.
     *
     * @param dir for logs, checkpoints and uploaded jars
     */
    public static StandaloneCluster start(Path dir, Plan plan) throws IOException, InterruptedException {
        int port = LoopbackPorts.claim(plan.restPort(), "--flink-ui-port");
        Path home = Files.createDirectories(dir).toAbsolutePath();
        StandaloneCluster cluster = new StandaloneCluster(
                StandaloneConfig.create(home, plan, port),
                home.resolve("logs"),
                new FlinkRestClient(URI.create("http://127.0.0.1:" + port)));
        try {
            // A TaskManager that does not find the JobManager waits long before it retries.
            cluster.startJobManager();
            for (int i = 0; i < plan.taskManagers(); i++) {
                cluster.startTaskManager();
            }
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    public ClusterJobClient jobs() {
        return new ClusterJobClient(rest);
    }

    /** Returns the address of the web UI and of REST. */
    public URI url() {
        return rest.address();
    }

    /** Starts the first JobManager or a replacement of a killed one, and waits until it is ready. It has no jobs. */
    public void startJobManager() throws IOException, InterruptedException {
        jobManager = FlinkProcess.start(
                JOB_MANAGER, config.jobManagerFlags(), config.jobManagerArguments(), logs.resolve("jobmanager.log"));
        await(jobManager, "the JobManager to serve", () -> true);
    }

    /** Kills the JobManager. Its TaskManagers keep running and register with the next one. */
    public void killJobManager() {
        jobManager.kill();
    }

    public long jobManagerPid() {
        return jobManager.pid();
    }

    /** Starts another TaskManager, waits for its registration, and returns its number: 0 for the first one. */
    public int startTaskManager() throws IOException, InterruptedException {
        int number = launchTaskManager();
        String id = taskManagerId(number);
        await(taskManagers.get(number), id + " to register", () -> isRegistered(id));
        return number;
    }

    /** Starts another TaskManager without waiting for its registration, and returns its number. */
    public int launchTaskManager() {
        int number = taskManagers.size();
        taskManagers.add(taskManager(number));
        return number;
    }

    private FlinkProcess taskManager(int number) {
        String id = taskManagerId(number);
        List<String> arguments = new ArrayList<>(config.taskManagerArguments());
        arguments.addAll(List.of("-D", TaskManagerOptions.TASK_MANAGER_RESOURCE_ID.key() + "=" + id));
        return FlinkProcess.start(TASK_MANAGER, config.taskManagerFlags(), arguments, logs.resolve(id + ".log"));
    }

    /** Returns Flink's id of a TaskManager. */
    public static String taskManagerId(int number) {
        return "taskmanager-" + number;
    }

    /** Kills a TaskManager. */
    public void killTaskManager(int number) {
        taskManagers.get(number).kill();
    }

    public long taskManagerPid(int number) {
        return taskManagers.get(number).pid();
    }

    /** Returns the memory of every running and registered TaskManager. */
    public List<TaskManagerMemory> taskManagerMemory() throws IOException, InterruptedException {
        OperatingSystem system = new SystemInfo().getOperatingSystem();
        List<TaskManagerMemory> all = new ArrayList<>();
        for (int number = 0; number < taskManagers.size(); number++) {
            String id = taskManagerId(number);
            OSProcess process = system.getProcess((int) taskManagers.get(number).pid());
            if (process != null && taskManagers.get(number).isAlive() && isRegistered(id)) {
                all.add(new TaskManagerMemory(
                        metric(id, "Status.JVM.Memory.Heap.Used"),
                        metric(id, "Status.JVM.Memory.Direct.MemoryUsed"),
                        process.getResidentSetSize()));
            }
        }
        return all;
    }

    /** Returns a metric of a TaskManager; 0 until Flink has collected it for the first time. */
    private long metric(String taskManager, String name) throws IOException, InterruptedException {
        JsonNode values = rest.get("/taskmanagers/%s/metrics?get=%s".formatted(taskManager, name));
        return values.isEmpty() ? 0 : values.get(0).get("value").asLong();
    }

    /** Writes a thread dump of every running TaskManager to its output. */
    public void dumpThreads() throws IOException, InterruptedException {
        for (FlinkProcess taskManager : taskManagers) {
            if (taskManager.isAlive()) {
                taskManager.dumpThreads();
            }
        }
    }

    /** Returns a message with the end of the JobManager's log if the JobManager has ended unexpectedly. */
    public Optional<String> failure() {
        return jobManager.isAlive() ? Optional.empty() : Optional.of("the JobManager has ended" + jobManager.logTail());
    }

    /** Replaces each ended TaskManager under its number and returns how many were replaced. */
    public int replaceDeadTaskManagers() {
        int replaced = 0;
        for (int number = 0; number < taskManagers.size(); number++) {
            if (!taskManagers.get(number).isAlive()) {
                taskManagers.set(number, taskManager(number));
                replaced++;
            }
        }
        return replaced;
    }

    private boolean isRegistered(String id) throws IOException, InterruptedException {
        for (JsonNode taskManager : rest.get("/taskmanagers").get("taskmanagers")) {
            if (taskManager.get("id").asText().equals(id)) {
                return true;
            }
        }
        return false;
    }

    private void await(FlinkProcess process, String what, RestPolling.Condition condition)
            throws IOException, InterruptedException {
        RestPolling.await(what + ", see " + process.logFile(), () -> {
            if (!process.isAlive()) {
                throw new LocalStackException("timed out waiting for " + what + process.logTail());
            }
            return isServing() && condition.isAnswered();
        });
    }

    private boolean isServing() throws IOException, InterruptedException {
        try {
            return rest.get("/overview").has("taskmanagers");
        } catch (ConnectException e) {
            return false; // Its port is not open yet.
        } catch (LocalStackException e) {
            return false; // REST is up before the dispatcher, and answers 503 until then.
        }
    }

    /** Stops all processes, the TaskManagers first. Running jobs are not stopped first; their last checkpoints are kept. */
    @Override
    public void close() {
        taskManagers.forEach(FlinkProcess::close);
        if (jobManager != null) {
            jobManager.close();
        }
    }
}
