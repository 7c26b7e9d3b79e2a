package io.arrowgate;

import io.arrowgate.config.JobCommandLine;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.ResolvedOptions;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
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
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkDefaults.of(settings));
        assemble(environment, settings);
        environment.execute(settings.jobName());
    }

    /** Beside the checkpoints, which every TaskManager reaches; null if they are in the JobManager's memory. */
    private static String spillDir(StreamExecutionEnvironment environment, JobSettings settings) {
        String checkpoints = environment.getConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
        return checkpoints == null ? null : "%s/arrowgate-pending/%s".formatted(checkpoints, settings.jobName());
    }

    /** Prepares topics and tables, and puts the topology into the environment; what is left is to execute it. */
    public static void assemble(StreamExecutionEnvironment environment, JobSettings settings) throws Exception {
        settings.warnings().forEach(LOG::warn);
        List<StreamDefinition> streams = StreamDefinitions.named(settings.streams(), settings.streamsPath());
        Preparation.prepare(settings, streams);
        Topology.build(environment, settings, streams, new RealConnectors(settings, spillDir(environment, settings)));
    }
}
