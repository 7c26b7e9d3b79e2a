package io.arrowgate.tools.local.cluster;

import io.arrowgate.tools.local.process.LocalStackException;
import io.arrowgate.tools.local.process.LoopbackPorts;
import io.arrowgate.tools.local.process.TempDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * Computes the JVM flags and arguments of a standalone cluster's processes from its settings, like Flink's start scripts.
 *
 * @param dir folder of the Flink configuration that users get
 * @param overrides settings of this cluster: ports, folders, slots
 * @param shortLived whether the optimizing compiler is left out
 */
record StandaloneConfig(Path dir, Configuration overrides, boolean shortLived) {
    private static final String LOOPBACK = "127.0.0.1";

    /** @param home folder of everything that the cluster writes */
    static StandaloneConfig create(Path home, StandaloneCluster.Plan plan, int restPort) {
        Path dir =
                Path.of(System.getProperty("arrowgate.home", "."), "flink-conf").toAbsolutePath();
        if (!Files.isRegularFile(dir.resolve(GlobalConfiguration.FLINK_CONF_FILENAME))) {
            throw new LocalStackException("the Flink configuration is missing in " + dir);
        }
        Configuration overrides = new Configuration();
        // Flink's Prometheus reporter listens on every interface, which is not configurable.
        overrides.set(MetricOptions.REPORTERS_LIST, "none");
        overrides.addAll(Configuration.fromMap(plan.settings()));
        overrides.set(JobManagerOptions.ADDRESS, LOOPBACK);
        overrides.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        overrides.set(JobManagerOptions.PORT, LoopbackPorts.free());
        overrides.set(TaskManagerOptions.HOST, LOOPBACK);
        overrides.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        overrides.set(TaskManagerOptions.NUM_TASK_SLOTS, plan.slotsPerTaskManager());
        overrides.set(RestOptions.ADDRESS, LOOPBACK);
        overrides.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        overrides.set(RestOptions.PORT, restPort);
        overrides.set(RestOptions.BIND_PORT, Integer.toString(restPort));
        overrides.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, FlinkRestClient.METRICS_AGE);
        overrides.set(WebOptions.REFRESH_INTERVAL, FlinkRestClient.METRICS_AGE);
        overrides.set(RestOptions.ASYNC_OPERATION_STORE_DURATION, FlinkRestClient.RESULT_AGE);
        try {
            overrides.set(
                    CoreOptions.TMP_DIRS,
                    TempDirectories.create(home.resolve("tmp")).toString());
        } catch (IOException e) {
            throw new LocalStackException("cannot create a folder for temporary files below " + home, e);
        }
        // By default any web page could read Flink's responses.
        overrides.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "http://" + LOOPBACK + ":" + restPort);
        overrides.set(WebOptions.UPLOAD_DIR, home.resolve("upload").toString());
        overrides.set(BlobServerOptions.STORAGE_DIRECTORY, home.resolve("blobs").toString());
        overrides.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                home.resolve("checkpoints").toUri().toString());
        overrides.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                home.resolve("savepoints").toUri().toString());
        return new StandaloneConfig(dir, overrides, plan.shortLived());
    }

    List<String> jobManagerFlags() {
        Configuration all = all();
        JobManagerProcessSpec spec = JobManagerProcessUtils.processSpecFromConfig(all);
        return flags(all, JobManagerProcessUtils.generateJvmParametersStr(spec, all));
    }

    List<String> jobManagerArguments() {
        JobManagerProcessSpec spec = JobManagerProcessUtils.processSpecFromConfig(all());
        return arguments(JobManagerProcessUtils.generateDynamicConfigsStr(spec));
    }

    List<String> taskManagerFlags() {
        Configuration all = all();
        TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(all);
        return flags(all, ProcessMemoryUtils.generateJvmParametersStr(spec));
    }

    /** Returns the arguments. A TaskManager starts only if the size of every memory component is set. */
    List<String> taskManagerArguments() {
        TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(all());
        return arguments(TaskExecutorProcessUtils.generateDynamicConfigsStr(spec));
    }

    private Configuration all() {
        return GlobalConfiguration.loadConfiguration(dir.toString(), overrides);
    }

    private List<String> flags(Configuration all, String memory) {
        List<String> flags = new ArrayList<>(words(memory));
        flags.addAll(words(all.get(CoreOptions.FLINK_JVM_OPTIONS)));
        flags.addAll(TempDirectories.jvmFlags(Path.of(overrides.get(CoreOptions.TMP_DIRS))));
        if (shortLived) {
            flags.add("-XX:TieredStopAtLevel=1");
        }
        flags.add("-Dlog4j2.configurationFile=" + dir.resolve("log4j.properties"));
        return flags;
    }

    private List<String> arguments(String memory) {
        List<String> arguments = new ArrayList<>(List.of("--configDir", dir.toString()));
        overrides.toMap().forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
        arguments.addAll(words(memory));
        return arguments;
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
