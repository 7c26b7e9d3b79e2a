package io.arrowgate.tools.verify.topic;

import io.arrowgate.config.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Creates consumers without a group, commits or offset resets, and with bounded buffers. */
public final class StandaloneConsumers {
    private StandaloneConsumers() {}

    /** Creates a consumer with the isolation level of the job's source: committed by default. */
    static KafkaConsumer<byte[], byte[]> withJobIsolationLevel(KafkaSettings kafka) {
        String isolation =
                kafka.clientProperties().getOrDefault(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return consumer(kafka, Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation));
    }

    /** Creates a consumer of committed records. */
    public static KafkaConsumer<byte[], byte[]> readCommitted(KafkaSettings kafka) {
        return consumer(kafka, Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
    }

    /** Creates a consumer that also returns records of transactions that are not committed yet, or never will be. */
    public static KafkaConsumer<byte[], byte[]> readUncommitted(KafkaSettings kafka) {
        return consumer(kafka, Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted"));
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
