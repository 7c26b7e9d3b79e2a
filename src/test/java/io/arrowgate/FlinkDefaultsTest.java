package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.CheckpointRetentionPolicy;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;

class FlinkDefaultsTest {
    private final JobSettings settings = JobSettings.from(SettingsLoader.load(
            Map.of(
                    "job.name", "test",
                    "kafka.bootstrap-servers", "localhost:9",
                    "clickhouse.url", "http://localhost:9",
                    "kafka.transaction-timeout", "104 s"),
            null,
            Map.of()));

    private Configuration with(Duration timeout, int tolerable) {
        Configuration given = new Configuration();
        given.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, timeout);
        given.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, tolerable);
        return FlinkDefaults.of(settings, given);
    }

    private static void assertLimits(Configuration flink, Duration timeout, int tolerable) {
        assertThat(flink.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT)).isEqualTo(timeout);
        assertThat(flink.get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER)).isEqualTo(tolerable);
    }

    @Test
    void checkpointsExpireAndTheJobRestartsBeforeItsTransactionsExpire() {
        assertLimits(FlinkDefaults.of(settings), Duration.ofSeconds(10), 2);
    }

    @Test
    void flinkSettingsOfTheUserAreKeptUpToWhatTheTransactionTimeoutAllows() {
        assertLimits(with(Duration.ofSeconds(7), 1), Duration.ofSeconds(7), 1);
        assertLimits(with(Duration.ofMinutes(10), 100), Duration.ofSeconds(10), 2);
    }

    @Test
    void stateIsInRocksDbWithIncrementalCheckpoints() {
        Configuration flink = FlinkDefaults.of(settings);

        assertThat(flink.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(flink.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
        assertThat(flink.get(RocksDBOptions.FIX_PER_SLOT_MEMORY_SIZE)).isEqualTo(MemorySize.ofMebiBytes(64));
        assertThat(flink.get(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS)).isTrue();
        assertThat(flink.get(RocksDBConfigurableOptions.COMPACTION_STYLE)).isEqualTo(CompactionStyle.UNIVERSAL);
        assertThat(flink.get(RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL))
                .containsExactly(CompressionType.LZ4_COMPRESSION);
        assertThat(flink.get(RocksDBOptions.OPTIONS_FACTORY)).isEqualTo(RocksDbCompaction.class.getName());
    }

    @Test
    void stateBackendAndRocksDbOptionsOfTheClusterAreKept() {
        Configuration given = new Configuration();
        given.set(StateBackendOptions.STATE_BACKEND, "forst");
        given.set(RocksDBOptions.OPTIONS_FACTORY, "com.example.Factory");

        Configuration flink = FlinkDefaults.of(settings, given);

        assertThat(flink.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("forst");
        assertThat(flink.get(RocksDBOptions.OPTIONS_FACTORY)).isEqualTo("com.example.Factory");
    }

    @Test
    void jobResumesFromCheckpointOfHeapStateOnTheHeap(@TempDir Path dir) throws IOException {
        KeyGroupRange range = KeyGroupRange.of(0, 1);
        StreamStateHandle bytes = new ByteStreamStateHandle("state", new byte[1]);
        KeyGroupsStateHandle checkpoint = new KeyGroupsStateHandle(new KeyGroupRangeOffsets(range), bytes);
        KeyGroupsStateHandle savepoint = new KeyGroupsSavepointStateHandle(new KeyGroupRangeOffsets(range), bytes);

        assertThat(backendFor(dir.resolve("checkpoint"), checkpoint)).isEqualTo("hashmap");
        assertThat(backendFor(dir.resolve("savepoint"), savepoint)).isEqualTo("rocksdb");
        assertThat(FlinkDefaults.of(settings, resumingFrom(dir.resolve("none"))).get(StateBackendOptions.STATE_BACKEND))
                .isEqualTo("rocksdb");
    }

    private String backendFor(Path dir, KeyedStateHandle keyed) throws IOException {
        OperatorState operator = new OperatorState("alerts", "uid", new OperatorID(), 1, 2);
        operator.putState(
                0, OperatorSubtaskState.builder().setManagedKeyedState(keyed).build());
        Files.createDirectories(dir);
        try (OutputStream out = Files.newOutputStream(dir.resolve("_metadata"))) {
            Checkpoints.storeCheckpointMetadata(
                    new CheckpointMetadata(
                            1,
                            List.of(operator),
                            List.of(),
                            CheckpointProperties.forCheckpoint(CheckpointRetentionPolicy.RETAIN_ON_CANCELLATION)),
                    out);
        }
        return FlinkDefaults.of(settings, resumingFrom(dir)).get(StateBackendOptions.STATE_BACKEND);
    }

    private static Configuration resumingFrom(Path dir) {
        Configuration given = new Configuration();
        given.set(StateRecoveryOptions.SAVEPOINT_PATH, dir.toUri().toString());
        return given;
    }
}
