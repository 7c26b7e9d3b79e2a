package io.arrowgate.tools.deadletter;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.ResolvedOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of the dead letter topic, up to its end at the time of creation. Not thread-safe. */
public final class DeadLetterTopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> ends;

    private DeadLetterTopicReader(
            String topic, KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        this.topic = topic;
        this.consumer = consumer;
        this.partitions = partitions;
        ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Connects to the broker of the options, by default that of the local stack.
     *
     * @param group consumer group whose committed offsets {@link #seekToCommitted} uses
     */
    public static DeadLetterTopicReader open(ResolvedOptions given, String group) {
        Map<String, Object> properties = clientProperties(given);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        String topic = given.get(ArrowgateOptions.KAFKA_DEAD_LETTERS_TOPIC);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new InvalidSettingException(
                        ArrowgateOptions.KAFKA_DEAD_LETTERS_TOPIC.key(), "topic '%s' does not exist".formatted(topic));
            }
            return new DeadLetterTopicReader(topic, consumer, partitions);
        } catch (TimeoutException e) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw new InvalidSettingException(
                    ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS.key(),
                    "no broker responds at %s within %d s; start the local stack with ./arrowgate up, or give the address of yours"
                            .formatted(
                                    properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG),
                                    PATIENCE.toSeconds()));
        } catch (RuntimeException e) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw e;
        }
    }

    /** Returns the Kafka client properties of the options. */
    public static Map<String, Object> clientProperties(ResolvedOptions given) {
        String local = "127.0.0.1:" + given.get(LocalOptions.KAFKA_PORT);
        ResolvedOptions options = given.withPreset(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS, local, "local stack");
        Map<String, Object> properties = new HashMap<>(options.get(ArrowgateOptions.KAFKA_PROPERTIES));
        properties.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, options.get(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS));
        return properties;
    }

    String name() {
        return topic;
    }

    /** Seeks to the committed offsets of the group, if any. */
    public void seekToCommitted() {
        consumer.committed(Map.copyOf(ends).keySet()).forEach((partition, committed) -> {
            if (committed != null) {
                consumer.seek(partition, committed.offset());
            }
        });
    }

    /** Returns the group metadata for transactional offset commits. */
    public ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /** Returns the number of remaining offsets. */
    public long remaining() {
        return consumer.assignment().stream()
                .mapToLong(partition -> Math.max(0, ends.get(partition) - consumer.position(partition)))
                .sum();
    }

    /** Passes on the dead letters of one fetch; those of a partition in order. */
    public void poll(Consumer<DeadLetterRecord> each) {
        consumer.poll(POLL).forEach(record -> {
            if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
                each.accept(new DeadLetterRecord(record));
            }
        });
    }

    /** Returns the offsets after the last dead letters passed on. */
    Map<TopicPartition, OffsetAndMetadata> positions() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long position = Math.min(consumer.position(partition), ends.get(partition));
            positions.put(partition, new OffsetAndMetadata(position));
        }
        return positions;
    }

    /** Seeks to one dead letter and reads only its partition. */
    public void seekTo(int partition, long offset) {
        TopicPartition only = new TopicPartition(topic, partition);
        if (!ends.containsKey(only) || offset < 0 || offset >= ends.get(only)) {
            throw new IllegalArgumentException(
                    "topic '%s' has no dead letter %d:%d; 'dead-letters list' prints their positions"
                            .formatted(topic, partition, offset));
        }
        consumer.assign(List.of(only));
        consumer.seek(only, offset);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
