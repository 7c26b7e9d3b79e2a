package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.SettingsLoader;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

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
}
