package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.ArrowgateOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** flink-conf/config.yaml, read by Flink itself. */
class FlinkConfTest {
    private final Configuration flink = GlobalConfiguration.loadConfiguration("flink-conf");

    @Test
    void hasOnlyKeysThatFlinkKnows() {
        assertThat(FlinkOptions.keys()).containsAll(flink.keySet());
    }

    @Test
    void keepsStateInFilesAndRestartsForAsLongAsItTakes() {
        assertThat(flink.get(CheckpointingOptions.CHECKPOINT_STORAGE)).isEqualTo("filesystem");
        assertThat(flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)).startsWith("file:/");
        assertThat(flink.get(CheckpointingOptions.SAVEPOINT_DIRECTORY)).startsWith("file:/");
        assertThat(flink.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("exponential-delay");
    }

    @Test
    void givesMemoryToEverySlotForTheArrowBuffersOfTheBuiltInStreams() {
        TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(flink);
        long streams = ArrowgateOptions.STREAMS.configOption().defaultValue().size();
        long arrowBytes = ArrowgateOptions.BATCH_ARROW_MEMORY
                .configOption()
                .defaultValue()
                .getBytes();

        assertThat(memory.getTaskOffHeapSize().getBytes())
                .isGreaterThanOrEqualTo(flink.get(TaskManagerOptions.NUM_TASK_SLOTS) * streams * arrowBytes);
        assertThat(memory.getTaskHeapSize().getMebiBytes()).isGreaterThan(1000);
        assertThat(JobManagerProcessUtils.processSpecFromConfig(flink)
                        .getJvmHeapMemorySize()
                        .getMebiBytes())
                .isGreaterThan(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.nio", "java.util", "java.lang"})
    void opensToTheClustersJvmsWhatTheJarsManifestOpensToItsOwn(String name) {
        assertThat(flink.get(CoreOptions.FLINK_JVM_OPTIONS).split("\\s+"))
                .contains("--add-opens=java.base/%s=ALL-UNNAMED".formatted(name));
    }
}
