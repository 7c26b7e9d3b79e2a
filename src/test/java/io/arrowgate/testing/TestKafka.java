package io.arrowgate.testing;

import io.arrowgate.config.KafkaSettings;
import io.arrowgate.config.KafkaSettings.OnLostTransaction;
import io.arrowgate.config.KafkaSettings.StartingOffsets;
import io.arrowgate.tools.local.SharedStack;
import java.time.Duration;
import java.util.Map;

/** Creates Kafka settings for tests: defaults without replication. */
public final class TestKafka {
    private TestKafka() {}

    /** Returns the settings of the shared broker. */
    public static KafkaSettings settings() {
        return settings(SharedStack.bootstrapServers());
    }

    public static KafkaSettings settings(String bootstrapServers) {
        return new KafkaSettings(
                bootstrapServers,
                Map.of(),
                StartingOffsets.EARLIEST,
                Duration.ofSeconds(10),
                Duration.ofMinutes(15),
                OnLostTransaction.FAIL,
                "dead-letters",
                900 << 10,
                true,
                1,
                1);
    }
}
