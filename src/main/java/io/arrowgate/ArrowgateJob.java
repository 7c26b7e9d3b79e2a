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

/** The job's entry point under {@code flink run}: options, environment, topology, in that order. */
public final class ArrowgateJob {
    private static final Logger LOG = LoggerFactory.getLogger(ArrowgateJob.class);

    private ArrowgateJob() {}

    public static void main(String[] args) throws Exception {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        Optional<ResolvedOptions> options = JobCommandLine.parse(args, System.getenv(), out);
        if (options.isEmpty()) {
            return;
        }
        JobSettings settings = JobSettings.from(options.get());
        // The job's own settings replace those of the cluster and of the command line, which are seen only before.
        ReadableConfig given =
                StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkDefaults.of(settings, given));
        assemble(environment, settings, out::println);
        environment.execute(settings.jobName());
    }

    /** Beside the checkpoints, which every TaskManager reaches; null if they are in the JobManager's memory. */
    private static String spillDir(StreamExecutionEnvironment environment, JobSettings settings) {
        String checkpoints = environment.getConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
        return checkpoints == null ? null : "%s/arrowgate-pending/%s".formatted(checkpoints, settings.jobName());
    }

    /**
     * The streams of a job, which can all be used with its settings.
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

    /** As {@link #assemble(StreamExecutionEnvironment, JobSettings, Consumer)}, reporting to the log alone. */
    public static Lease assemble(StreamExecutionEnvironment environment, JobSettings settings) throws Exception {
        return assemble(environment, settings, line -> {});
    }

    /**
     * Acquires the lease of the job name, prepares topics and tables, and puts the topology into the environment; what is left is
     * to execute it.
     *
     * @param progress gets a line when another instance of the job is waited for
     * @return the lease; the job renews it, and whoever sees the job end may release it
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
