package io.arrowgate;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.TransactionLimits;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets the Flink options on which the job's guarantees depend. */
public final class FlinkDefaults {
    private static final Logger LOG = LoggerFactory.getLogger(FlinkDefaults.class);

    /** Block cache and write buffers of all operators in one slot. */
    private static final MemorySize ROCKSDB_MEMORY = MemorySize.ofMebiBytes(64);

    /** A user who sets one of these has decided where RocksDB's memory comes from. */
    private static final List<ConfigOption<?>> ROCKSDB_MEMORY_OPTIONS = List.of(
            RocksDBOptions.FIX_PER_SLOT_MEMORY_SIZE,
            RocksDBOptions.FIX_PER_TM_MEMORY_SIZE,
            RocksDBOptions.USE_MANAGED_MEMORY,
            TaskManagerOptions.MANAGED_MEMORY_SIZE);

    private FlinkDefaults() {}

    /** Returns the Flink options for the settings. */
    public static Configuration of(JobSettings settings) {
        return of(settings, new Configuration());
    }

    /**
     * Returns the Flink options for the settings and the cluster's configuration. A shorter checkpoint timeout and fewer tolerable
     * failures than the job's limits are kept; greater ones are replaced with a warning.
     */
    public static Configuration of(JobSettings settings, ReadableConfig clusterConfig) {
        Configuration flink = new Configuration();
        flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
        // The default, JobManager memory, is limited to 5 MB of state.
        flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        if (settings.checkpointDir() != null) {
            flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, settings.checkpointDir());
        }
        flink.set(StateBackendOptions.STATE_BACKEND, StateBackendSelector.select(clusterConfig));
        if (clusterConfig.getOptional(StateBackendOptions.STATE_BACKEND).isEmpty()) {
            // StateBackendSelector takes a checkpoint that is not incremental for one of heap state.
            flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        }
        // Works on any cluster, as opposed to managed memory, whose size depends on the cluster's settings.
        if (ROCKSDB_MEMORY_OPTIONS.stream()
                .allMatch(option -> clusterConfig.getOptional(option).isEmpty())) {
            flink.set(RocksDBOptions.FIX_PER_SLOT_MEMORY_SIZE, ROCKSDB_MEMORY);
        }
        // Each checkpoint adds a file. With filters, a read looks only into the one that has the series.
        setDefault(flink, clusterConfig, RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
        // The index and the filter of a file are single blocks otherwise. Once they exceed a shard of the block cache,
        // every read decompresses them again: with 300,000 series, a read took 600 µs instead of 10.
        setDefault(flink, clusterConfig, RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS, true);
        // Leveled compaction merges the files of four checkpoints with all state, however little changed: with 1,000
        // busy series among 200,000, it wrote 14 MB after each checkpoint instead of 0.5 MB.
        setDefault(flink, clusterConfig, RocksDBConfigurableOptions.COMPACTION_STYLE, CompactionStyle.UNIVERSAL);
        // Snappy, the default, makes files of the same size, and a write costs 1.4 times as much CPU time.
        setDefault(
                flink,
                clusterConfig,
                RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL,
                List.of(CompressionType.LZ4_COMPRESSION));
        setDefault(flink, clusterConfig, RocksDBOptions.OPTIONS_FACTORY, RocksDbCompaction.class.getName());
        // Checkpoints fail while ClickHouse is unavailable. The job restarts before its open transactions expire.
        TransactionLimits limits = settings.transactionLimits();
        setAtMost(flink, clusterConfig, CheckpointingOptions.CHECKPOINTING_TIMEOUT, limits.checkpointTimeout());
        setAtMost(
                flink,
                clusterConfig,
                CheckpointingOptions.TOLERABLE_FAILURE_NUMBER,
                limits.tolerableFailedCheckpoints());
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofSeconds(1));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
        // The default is an hour: a job with occasional failures would wait 30 s after each.
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(1));
        // Batches and committables are immutable, and the chained batch operator copies the values of raw records.
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        // Few records leave a task, and each is flushed at once. Otherwise each output of each subtask has a thread.
        // It wakes up ten times a second, even when nothing arrives, and alerts wait for it.
        setDefault(flink, clusterConfig, ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
        // The job has no watermarks. Otherwise each source looks five times a second whether to emit one.
        flink.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
        // Fail on a type without a serializer (Kryo is slow) and on an operator without a uid (savepoints need it).
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        return flink;
    }

    private static <T> void setDefault(
            Configuration flink, ReadableConfig clusterConfig, ConfigOption<T> option, T value) {
        flink.set(option, clusterConfig.getOptional(option).orElse(value));
    }

    private static <T extends Comparable<T>> void setAtMost(
            Configuration flink, ReadableConfig clusterConfig, ConfigOption<T> option, T limit) {
        T wanted = clusterConfig.getOptional(option).orElse(limit);
        boolean allowed = wanted.compareTo(limit) <= 0;
        if (!allowed) {
            LOG.warn(
                    "{}: {} exceeds what kafka.transaction-timeout allows and is replaced by {}. Raise kafka.transaction-timeout"
                            + " or lower checkpoint.interval to allow more",
                    option.key(),
                    wanted,
                    limit);
        }
        flink.set(option, allowed ? wanted : limit);
    }
}
