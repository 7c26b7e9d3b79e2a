package io.arrowgate.tools.verify.topic;

import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.config.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the committed records of a topic, from its begin to its current end. */
public final class CommittedRecordReader {
    private static final Duration POLL = Duration.ofMillis(500);

    private CommittedRecordReader() {}

    /** Receives the records. */
    @FunctionalInterface
    public interface Taker {
        void take(ConsumerRecord<byte[], byte[]> record) throws Exception;
    }

    /** Receives the number of offsets read. */
    @FunctionalInterface
    public interface Reached {
        void at(long done, long total);
    }

    /**
     * Reads all records; those of a partition in order.
     *
     * @return whether the topic still retains its first record; true for a topic that does not exist
     */
    public static boolean read(KafkaSettings kafka, String topic, Taker each, Reached reached) throws Exception {
        List<TopicPartition> partitions = IntStream.range(0, new KafkaAdmin(kafka).partitions(topic))
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        try (KafkaConsumer<byte[], byte[]> consumer = StandaloneConsumers.readCommitted(kafka)) {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long total = sum(ends) - sum(begins);
            consumer.assign(partitions);
            begins.forEach(consumer::seek);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
                        each.take(record);
                    }
                }
                long done = partitions.stream().mapToLong(consumer::position).sum() - sum(begins);
                reached.at(Math.min(done, total), total);
            }
            return sum(begins) == 0;
        }
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
