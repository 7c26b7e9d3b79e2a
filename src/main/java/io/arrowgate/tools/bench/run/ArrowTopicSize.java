package io.arrowgate.tools.bench.run;

import io.arrowgate.config.KafkaSettings;
import io.arrowgate.sink.kafka.ArrowHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Computes the mean row size of an Arrow topic. */
final class ArrowTopicSize {
    private ArrowTopicSize() {}

    /** Returns the mean encoded bytes per row of the committed messages. */
    static double bytesPerRow(KafkaSettings kafka, String topic) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        long rows = 0;
        long bytes = 0;
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < end.get(p))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    byte[] header =
                            record.headers().lastHeader(ArrowHeaders.ROWS).value();
                    rows += Long.parseLong(new String(header, StandardCharsets.UTF_8));
                    bytes += record.value().length;
                }
            }
        }
        return (double) bytes / rows;
    }
}
