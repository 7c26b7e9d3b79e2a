package io.arrowgate;

import io.arrowgate.batch.series.SeriesName;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.StreamDefinition;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides how many subtasks each operator has: as many as {@code --parallelism} or {@code flink run -p} says, else as many as the
 * topic has partitions and the cluster has free slots.
 *
 * @param partitions of each stream's topic
 * @param chosen by the user; 0 if nothing was chosen
 * @param limit of what is not chosen
 * @param maxOfAlerts max parallelism of the alert operators
 */
record OperatorParallelism(Map<StreamDefinition, Integer> partitions, int chosen, int limit, int maxOfAlerts) {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorParallelism.class);

    /** Looks up what the user has chosen, and what the cluster has. */
    static OperatorParallelism of(
            StreamExecutionEnvironment environment, JobSettings settings, Map<StreamDefinition, Integer> partitions)
            throws InterruptedException {
        // 1 is Flink's default: its stock configuration has it, and a REST request without a parallelism sets it.
        int flinkOption = environment.getParallelism() > 1 ? environment.getParallelism() : 0;
        int chosen = settings.parallelism() > 0 ? settings.parallelism() : flinkOption;
        int wanted = chosen > 0 ? chosen : Collections.max(partitions.values());
        Optional<ClusterSlots> slots = ClusterSlots.awaitFree(environment.getConfiguration(), wanted);
        slots.ifPresentOrElse(known -> report(chosen, wanted, known), () -> reportUnknown(wanted));
        int limit = slots.map(known -> Math.max(1, known.free())).orElse(Integer.MAX_VALUE);
        return new OperatorParallelism(partitions, chosen, limit, maxOfAlerts(environment));
    }

    /** Returns the parallelism of a stream's source, batch operator and sinks: more would have nothing to read. */
    int ofStream(StreamDefinition stream) {
        return Math.max(1, Math.min(chosen > 0 ? chosen : limit, partitions.get(stream)));
    }

    /** Returns the parallelism of a stream's alert operator: more subtasks than buckets would be idle. */
    int ofAlerts(StreamDefinition stream) {
        int wanted = chosen > 0 ? chosen : ofStream(stream);
        return Math.min(wanted, Math.min(SeriesName.BUCKETS, maxOfAlerts));
    }

    /** Returns the parallelism of the operator that takes the alerts of all streams. */
    int ofStorms() {
        return partitions.keySet().stream().mapToInt(this::ofAlerts).max().orElseThrow();
    }

    /** One key group for each bucket, unless the user has set {@code pipeline.max-parallelism}. */
    private static int maxOfAlerts(StreamExecutionEnvironment environment) {
        return environment.getMaxParallelism() > 0 ? environment.getMaxParallelism() : SeriesName.BUCKETS;
    }

    private static void report(int chosen, int wanted, ClusterSlots slots) {
        if (slots.free() >= wanted) {
            return;
        }
        if (chosen > 0) {
            LOG.warn(
                    "Parallelism {} takes as many task slots, and the cluster has {} free ones of {}: Flink waits for"
                            + " slot.request.timeout, then fails the attempt with NoResourceAvailableException and tries"
                            + " again. Start TaskManagers, or lower --{} (flink run -p)",
                    chosen,
                    slots.free(),
                    slots.total(),
                    ArrowgateOptions.PARALLELISM.key());
        } else {
            LOG.warn(
                    "The topic with most partitions has {}, and the cluster has {} free task slots of {}: the job runs"
                            + " with parallelism {}. Start TaskManagers, stop the job with a savepoint and start it from"
                            + " there, or set --{}",
                    wanted,
                    slots.free(),
                    slots.total(),
                    Math.max(1, slots.free()),
                    ArrowgateOptions.PARALLELISM.key());
        }
    }

    private static void reportUnknown(int wanted) {
        LOG.info(
                "The job takes {} task slots, its greatest parallelism. If the cluster has fewer and starts no TaskManagers"
                        + " by itself, Flink waits for slot.request.timeout and then fails the attempt with"
                        + " NoResourceAvailableException: start TaskManagers, or set --{}",
                wanted,
                ArrowgateOptions.PARALLELISM.key());
    }
}
