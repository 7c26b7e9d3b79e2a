package io.arrowgate;

import io.arrowgate.batch.arrow.ColumnLimits;
import io.arrowgate.config.JobCommandLine;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.lease.InstanceIds;
import io.arrowgate.lease.LeaseManager;
import io.arrowgate.lease.log.Lease;
import io.arrowgate.stream.StreamCatalog;
import io.arrowgate.stream.StreamDefinition;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the job under {@code flink run}: parses the options, configures the environment and builds the topology. */
public final class ArrowgateJob {
    private static final Logger LOG = LoggerFactory.getLogger(ArrowgateJob.class);

    private ArrowgateJob() {}

    /** Submits the job. */
    public static void main(String[] args) throws Exception {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        Optional<ResolvedOptions> options = JobCommandLine.parse(args, System.getenv(), out);
        if (options.isEmpty()) {
            return;
        }
        JobSettings settings = JobSettings.from(options.get());
        // Read before the job's settings replace those of the cluster and of the command line.
        ReadableConfig clusterConfig =
                StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkDefaults.of(settings, clusterConfig));
        assemble(environment, settings, out::println);
        environment.execute(settings.jobName());
    }

    /** Returns a directory next to the checkpoints, which every TaskManager can access; null if they are in JobManager memory. */
    private static String spillDir(StreamExecutionEnvironment environment, JobSettings settings) {
        String checkpoints = environment.getConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
        return checkpoints == null ? null : "%s/arrowgate-pending/%s".formatted(checkpoints, settings.jobName());
    }

    /**
     * Returns the streams of a job, after a check that its settings allow them.
     *
     * @param warnings receives a line for each invalid definition that the job does not use
     */
    public static List<StreamDefinition> usableStreams(JobSettings settings, Consumer<String> warnings) {
        StreamCatalog catalog = StreamCatalog.read(settings.streamsPath());
        List<StreamDefinition> streams = catalog.named(settings.streams());
        catalog.warnings().forEach(warnings);
        NamingConflicts.of(settings).check(streams);
        streams.forEach(stream -> ColumnLimits.check(stream, settings.batch()));
        return streams;
    }

    /** Does the same as {@link #assemble(StreamExecutionEnvironment, JobSettings, Consumer)} with progress only in the log. */
    public static Lease assemble(StreamExecutionEnvironment environment, JobSettings settings) throws Exception {
        return assemble(environment, settings, line -> {});
    }

    /**
     * Acquires the lease of the job name, prepares topics and tables, and builds the topology in the environment. The caller executes it.
     *
     * @param progress receives a line if another instance of the job holds the lease
     * @return the lease; the running job renews it, and the caller may release it after the job's end
     */
    public static Lease assemble(
            StreamExecutionEnvironment environment, JobSettings settings, Consumer<String> progress) throws Exception {
        settings.warnings().forEach(LOG::warn);
        List<StreamDefinition> streams = usableStreams(settings, LOG::warn);
        Lease lease = LeaseManager.acquire(settings, InstanceIds.of(environment.getConfiguration()), progress);
        try {
            JobPreparation.prepare(settings, streams);
            Connectors connectors = new ProductionConnectors(settings, spillDir(environment, settings), lease);
            Topology.build(environment, settings, streams, connectors);
            LeaseManager.keepForSubmission(settings, lease, environment instanceof LocalStreamEnvironment);
            return lease;
        } catch (Exception e) {
            LeaseManager.release(settings, lease);
            throw e;
        }
    }
}
