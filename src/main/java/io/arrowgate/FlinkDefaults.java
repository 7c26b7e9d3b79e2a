package io.arrowgate;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.TransactionLimits;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Flink settings that the guarantees rest on, and so the job's own to make. */
public final class FlinkDefaults {
    private static final Logger LOG = LoggerFactory.getLogger(FlinkDefaults.class);

    private FlinkDefaults() {}

    public static Configuration of(JobSettings settings) {
        return of(settings, new Configuration());
    }

    /**
     * The same where the cluster or the command line has settings, too. A shorter checkpoint timeout and fewer tolerable failures stay;
     * greater ones are replaced, with a warning.
     */
    public static Configuration of(JobSettings settings, ReadableConfig given) {
        Configuration flink = new Configuration();
        flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
        // The JobManager's memory, the default, takes no more than 5 MB of state.
        flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        if (settings.checkpointDir() != null) {
            flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, settings.checkpointDir());
        }
        // Checkpoints fail while ClickHouse is unavailable. The job restarts before its open transactions expire.
        TransactionLimits limits = settings.transactionLimits();
        setAtMost(flink, given, CheckpointingOptions.CHECKPOINTING_TIMEOUT, limits.checkpointTimeout());
        setAtMost(flink, given, CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, limits.tolerableFailedCheckpoints());
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofSeconds(1));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
        // By default an hour: a job that fails now and then would wait for 30 s each time.
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(1));
        // Batches and committables are immutable, and raw records are copied out of within the chain.
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        // Errors instead of slow or unstable surprises.
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        return flink;
    }

    private static <T extends Comparable<T>> void setAtMost(
            Configuration flink, ReadableConfig given, ConfigOption<T> option, T limit) {
        T wanted = given.getOptional(option).orElse(limit);
        boolean allowed = wanted.compareTo(limit) <= 0;
        if (!allowed) {
            LOG.warn(
                    "{}: {} is more than kafka.transaction-timeout allows, and is replaced by {}. Raise kafka.transaction-timeout"
                            + " or lower checkpoint.interval to allow more",
                    option.key(),
                    wanted,
                    limit);
        }
        flink.set(option, allowed ? wanted : limit);
    }
}
