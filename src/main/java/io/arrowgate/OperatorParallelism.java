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
 * Chooses the parallelism of each operator: that of {@code --parallelism} or {@code flink run -p}, otherwise the number of the topic's
 * partitions, limited by the cluster's free slots.
 *
 * @param partitions number of partitions of each stream's raw topic
 * @param chosen the user's parallelism; 0 if not set
 * @param limit upper bound if {@code chosen} is not set
 * @param maxOfAlerts max parallelism of the alert operators
 */
record OperatorParallelism(Map<StreamDefinition, Integer> partitions, int chosen, int limit, int maxOfAlerts) {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorParallelism.class);

    /** Reads the user's choice and the cluster's slots. */
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

    /** Returns the parallelism of a stream's source, batch operator and sinks: at most one subtask per partition. */
    int ofStream(StreamDefinition stream) {
        return Math.max(1, Math.min(chosen > 0 ? chosen : limit, partitions.get(stream)));
    }

    /** Returns the parallelism of a stream's alert operator: more subtasks than buckets would be idle. */
    int ofAlerts(StreamDefinition stream) {
        int wanted = chosen > 0 ? chosen : ofStream(stream);
        return Math.min(wanted, Math.min(SeriesName.BUCKETS, maxOfAlerts));
    }

    /** Returns the parallelism of the rate limit for the alerts of all streams. */
    int ofAlertStorms() {
        return partitions.keySet().stream().mapToInt(this::ofAlerts).max().orElseThrow();
    }

    /** Returns one key group per bucket, unless the user has set {@code pipeline.max-parallelism}. */
    private static int maxOfAlerts(StreamExecutionEnvironment environment) {
        return environment.getMaxParallelism() > 0 ? environment.getMaxParallelism() : SeriesName.BUCKETS;
    }

    private static void report(int chosen, int wanted, ClusterSlots slots) {
        if (slots.free() >= wanted) {
            return;
        }
        if (chosen > 0) {
            LOG.warn(
                    "Parallelism {} needs as many task slots, but the cluster has {} free slots of {}: Flink waits for"
                            + " slot.request.timeout, then fails the attempt with NoResourceAvailableException and retries."
                            + " Start TaskManagers, or lower --{} (flink run -p)",
                    chosen,
                    slots.free(),
                    slots.total(),
                    ArrowgateOptions.PARALLELISM.key());
        } else {
            LOG.warn(
                    "The topic with most partitions has {}, but the cluster has {} free task slots of {}: the job runs"
                            + " with parallelism {}. Start TaskManagers and restart the job from a savepoint, or set --{}",
                    wanted,
                    slots.free(),
                    slots.total(),
                    Math.max(1, slots.free()),
                    ArrowgateOptions.PARALLELISM.key());
        }
    }

    private static void reportUnknown(int wanted) {
        LOG.info(
                "The job needs {} task slots, its highest parallelism. If the cluster has fewer and does not start TaskManagers"
                        + " on demand, Flink waits for slot.request.timeout and then fails the attempt with"
                        + " NoResourceAvailableException: start TaskManagers, or set --{}",
                wanted,
                ArrowgateOptions.PARALLELISM.key());
    }
}
