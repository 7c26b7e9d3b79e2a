package io.arrowgate.tools.verify.topic;

import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.config.KafkaSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Describes the offsets of a raw topic that a verification covers.
 *
 * @param name of the topic
 * @param topicId Kafka's id of the topic
 * @param partitions number of partitions
 * @param compacted whether log compaction deletes records
 * @param windows by partition
 */
public record RawTopicRange(
        String name, String topicId, int partitions, boolean compacted, Map<Integer, Window> windows) {
    /**
     * Describes the offsets of one partition.
     *
     * @param begin the first, inclusive
     * @param end exclusive
     */
    public record Window(long begin, long end) {
        public boolean contains(long offset) {
            return offset >= begin && offset < end;
        }
    }

    /** Reads the current ranges of the topic. */
    public static RawTopicRange find(KafkaSettings kafka, String topic, VerifyPoint from, VerifyPoint to)
            throws ExecutionException, InterruptedException {
        try (Admin admin = new KafkaAdmin(kafka).connect();
                KafkaConsumer<byte[], byte[]> consumer = StandaloneConsumers.withJobIsolationLevel(kafka)) {
            TopicDescription description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            List<TopicPartition> partitions = description.partitions().stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> retained = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> begins = resolve(consumer, partitions, from, retained, ends);
            Map<TopicPartition, Long> stops = resolve(consumer, partitions, to, ends, ends);
            Map<Integer, Window> windows = new TreeMap<>();
            for (TopicPartition partition : partitions) {
                long begin = Math.max(begins.get(partition), retained.get(partition));
                long end = Math.min(stops.get(partition), ends.get(partition));
                windows.put(partition.partition(), new Window(begin, Math.max(begin, end)));
            }
            return new RawTopicRange(
                    topic, description.topicId().toString(), partitions.size(), isCompacted(admin, topic), windows);
        }
    }

    private static Map<TopicPartition, Long> resolve(
            KafkaConsumer<byte[], byte[]> consumer,
            Collection<TopicPartition> partitions,
            VerifyPoint point,
            Map<TopicPartition, Long> open,
            Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> resolved = new TreeMap<>((a, b) -> Integer.compare(a.partition(), b.partition()));
        resolved.putAll(open);
        if (point.time() != null) {
            Map<TopicPartition, Long> times = new TreeMap<>((a, b) -> Integer.compare(a.partition(), b.partition()));
            partitions.forEach(partition -> times.put(partition, point.time().toEpochMilli()));
            consumer.offsetsForTimes(times)
                    .forEach((partition, found) ->
                            resolved.put(partition, found == null ? ends.get(partition) : found.offset()));
        }
        point.offsets()
                .forEach((partition, offset) ->
                        resolved.computeIfPresent(partitionOf(partitions, partition), (known, retained) -> offset));
        return resolved;
    }

    private static TopicPartition partitionOf(Collection<TopicPartition> partitions, int number) {
        return partitions.stream()
                .filter(partition -> partition.partition() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "partition %d: the raw topic has partitions 0 to %d".formatted(number, partitions.size() - 1)));
    }

    private static boolean isCompacted(Admin admin, String topic) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                .value()
                .contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    /** Returns the number of offsets, including gaps. */
    public long offsets() {
        return windows.values().stream()
                .mapToLong(window -> window.end() - window.begin())
                .sum();
    }
}
