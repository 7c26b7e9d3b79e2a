package io.arrowgate.tools.verify.topic;

import io.arrowgate.config.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes the consumers of a verification: no group, nothing committed, bounded buffers, never a silent jump. */
final class VerifyConsumers {
    private VerifyConsumers() {}

    /** Reads records that the job's source reads: committed ones, unless the settings say otherwise. */
    static KafkaConsumer<byte[], byte[]> withJobIsolationLevel(KafkaSettings kafka) {
        String isolation =
                kafka.clientProperties().getOrDefault(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return consumer(kafka, Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation));
    }

    /** Reads what a reader of the job's results may rely on. */
    static KafkaConsumer<byte[], byte[]> readCommitted(KafkaSettings kafka) {
        return consumer(kafka, Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
    }

    private static KafkaConsumer<byte[], byte[]> consumer(KafkaSettings kafka, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
        properties.putAll(more);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
