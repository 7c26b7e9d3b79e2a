package io.arrowgate.testing;

import static io.arrowgate.testing.TestAwait.await;

import io.arrowgate.tools.load.TopicSetup;
import io.arrowgate.tools.local.SharedStack;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Changes and reads topics of the shared broker. */
public final class TestTopics implements AutoCloseable {
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", SharedStack.bootstrapServers()));
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", SharedStack.bootstrapServers(), "max.request.size", 32 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    public void create(String topic, int partitions, Map<String, String> config) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(config)))
                .all()
                .get();
        TopicSetup.awaitLeaders(admin, topic, partitions);
    }

    /** Deletes the topic and immediately recreates it. */
    public void remake(String topic, int partitions) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        create(topic, partitions, Map.of());
    }

    public void grow(String topic, int partitions) throws Exception {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all()
                .get();
    }

    /** Deletes the records before {@code offset}, like retention. */
    public void deleteRecordsBefore(String topic, int partition, long offset) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    /** Returns the options that were set on the topic and not on the broker. */
    public Map<String, String> config(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    /** Sends the records and returns the position of each. */
    public List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
        List<RecordMetadata> places = new ArrayList<>();
        for (Future<RecordMetadata> one : sent) {
            places.add(one.get());
        }
        return places;
    }

    /** Sends the values to one partition. */
    public void send(String topic, int partition, List<String> values) throws Exception {
        send(values.stream()
                .map(value -> new ProducerRecord<byte[], byte[]>(
                        topic, partition, null, value.getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    /** Returns all committed records of a topic. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return read(topic, "read_committed");
    }

    /**
     * Returns all committed records after the end of every transaction that wrote to the topic. A producer's commit returns
     * before its markers are in the topics, and until then consumers do not see the records.
     */
    public List<ConsumerRecord<byte[], byte[]>> readDecided(String topic) throws Exception {
        awaitDecided(topic);
        return read(topic);
    }

    /** Waits until every transaction that has written to the topic has ended. */
    public void awaitDecided(String topic) throws Exception {
        Map<TopicPartition, Long> written = ends(topic, IsolationLevel.READ_UNCOMMITTED);
        await("transactions of " + topic).until(() -> {
            Map<TopicPartition, Long> decided = ends(topic, IsolationLevel.READ_COMMITTED);
            return written.entrySet().stream().allMatch(end -> decided.get(end.getKey()) >= end.getValue());
        });
    }

    private Map<TopicPartition, Long> ends(String topic, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        producer.partitionsFor(topic)
                .forEach(
                        partition -> latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest, new ListOffsetsOptions(isolation))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Returns all records of a topic, including those of open transactions. */
    public List<ConsumerRecord<byte[], byte[]>> readUncommitted(String topic) {
        return read(topic, "read_uncommitted");
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic, String isolation) {
        return read(topic, isolation, new ByteArrayDeserializer());
    }

    /** Returns all committed records of a topic whose keys and values are text. */
    public static List<ConsumerRecord<String, String>> readTexts(String topic) {
        return read(topic, "read_committed", new StringDeserializer());
    }

    private static <T> List<ConsumerRecord<T, T>> read(String topic, String isolation, Deserializer<T> deserializer) {
        try (TopicTail<T> tail = new TopicTail<>(topic, isolation, deserializer)) {
            return tail.read();
        }
    }

    /**
     * Waits until a check of all committed records of a topic passes.
     *
     * @param what is awaited, for the failure message
     */
    public static void awaitRecords(String what, String topic, Consumer<List<ConsumerRecord<byte[], byte[]>>> check) {
        try (TopicTail<byte[]> tail = new TopicTail<>(topic, "read_committed", new ByteArrayDeserializer())) {
            await(what).untilAsserted(() -> check.accept(tail.read()));
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
