package io.arrowgate.tools.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.sink.kafka.ArrowHeaders;
import io.arrowgate.sink.kafka.DeadLetterHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts the records that the job commits to its topics: micro-batches and dead letters by stream, alerts by rule. Not
 * thread-safe.
 */
final class CommittedRowCounter implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Counts> streams = new HashMap<>();
    private final Map<String, Integer> alerts = new HashMap<>();
    private final String alertsTopic;

    /** Counts the records of one stream. */
    static final class Counts {
        private final Set<String> deadLetterPlaces = new HashSet<>();
        long batches;
        long rows;
        long bytes;
        long deadLetters;

        /** Returns the number of dead letters of distinct raw records. */
        long distinctDeadLetters() {
            return deadLetterPlaces.size();
        }
    }

    /**
     * Starts at the current end of each topic.
     *
     * @param alertsTopic the topic of {@code topics} that holds alerts; ignored if it is not one of them
     */
    CommittedRowCounter(
            String bootstrapServers,
            Map<String, String> clientProperties,
            Collection<String> topics,
            String alertsTopic) {
        this.alertsTopic = alertsTopic;
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seekToEnd alone would look the end up at the first poll
    }

    /** Counts the records committed since the last call. */
    void poll() {
        var records = consumer.poll(Duration.ofMillis(50));
        while (!records.isEmpty()) {
            records.forEach(this::count);
            records = consumer.poll(Duration.ZERO);
        }
    }

    Counts of(String stream) {
        return streams.computeIfAbsent(stream, name -> new Counts());
    }

    /** Returns the number of alert messages by rule. */
    Map<String, Integer> alerts() {
        return Map.copyOf(alerts);
    }

    private void count(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(alertsTopic)) {
            alerts.merge(rule(record.value()), 1, Integer::sum);
            return;
        }
        Counts counts = of(header(record, ArrowHeaders.STREAM));
        if (record.headers().lastHeader(ArrowHeaders.BATCH_ID) == null) {
            counts.deadLetters++;
            counts.deadLetterPlaces.add(
                    header(record, DeadLetterHeaders.PARTITION) + ":" + header(record, DeadLetterHeaders.OFFSET));
            return;
        }
        counts.batches++;
        counts.rows += Long.parseLong(header(record, ArrowHeaders.ROWS));
        counts.bytes += record.value().length;
    }

    private static String rule(byte[] alert) {
        try {
            return JSON.readTree(alert).get("rule").asText();
        } catch (IOException e) {
            throw new UncheckedIOException("alert is not valid JSON", e);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
