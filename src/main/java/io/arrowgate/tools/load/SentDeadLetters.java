package io.arrowgate.tools.load;

import io.arrowgate.config.KafkaSettings;
import io.arrowgate.sink.kafka.DeadLetterHeaders;
import io.arrowgate.tools.load.RecordProducer.OffsetRange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows the committed records of the dead letter topic from its end at the time of creation, and collects the offsets of the raw
 * records of one topic that became dead letters. Not thread-safe.
 */
final class SentDeadLetters implements AutoCloseable {
    private final String deadLettersTopic;
    private final String rawTopic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    /** Offsets by partition of the raw topic, relative to the first offset that was sent. */
    private final Map<Integer, BitSet> offsets = new HashMap<>();

    SentDeadLetters(KafkaSettings kafka, String rawTopic) {
        this.deadLettersTopic = kafka.deadLettersTopic();
        this.rawTopic = rawTopic;
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // The job creates the topic, which a consumer must not do first.
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        assign();
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position); // Seeking takes place here.
    }

    private void assign() {
        List<TopicPartition> partitions = consumer.partitionsFor(deadLettersTopic).stream()
                .map(partition -> new TopicPartition(deadLettersTopic, partition.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /**
     * Reads dead letters for the given time.
     *
     * @param sent offsets of the raw records by partition; other records are ignored
     */
    void read(Map<Integer, OffsetRange> sent, Duration time) {
        if (consumer.assignment().isEmpty()) {
            assign(); // The job may have created the topic; all of its records are new.
        }
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (consumer.assignment().isEmpty()) {
                LockSupport.parkNanos(this, left);
            } else {
                consumer.poll(Duration.ofNanos(left)).forEach(deadLetter -> add(deadLetter, sent));
            }
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> deadLetter, Map<Integer, OffsetRange> sent) {
        String partition = header(deadLetter, DeadLetterHeaders.PARTITION);
        String offset = header(deadLetter, DeadLetterHeaders.OFFSET);
        if (!rawTopic.equals(header(deadLetter, DeadLetterHeaders.TOPIC)) || partition == null || offset == null) {
            return;
        }
        int number = Integer.parseInt(partition);
        long position = Long.parseLong(offset);
        OffsetRange range = sent.get(number);
        if (range != null && range.first() <= position && position <= range.last()) {
            offsets.computeIfAbsent(number, key -> new BitSet()).set((int) (position - range.first()));
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Returns the number of raw records that became dead letters, whole or in part. */
    long count() {
        return offsets.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    /** Returns the offsets of these records in a partition of the raw topic, ascending. */
    LongStream offsets(int partition, OffsetRange sent) {
        return offsets.getOrDefault(partition, new BitSet()).stream().mapToLong(index -> sent.first() + index);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
