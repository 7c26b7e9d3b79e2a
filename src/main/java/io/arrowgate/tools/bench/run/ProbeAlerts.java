package io.arrowgate.tools.bench.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.config.JobSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the alerts that probes fire, from the construction of this object. */
public final class ProbeAlerts implements AutoCloseable {
    private static final int MAX_POLL_RECORDS = 50_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<byte[], byte[]> alerts;

    public ProbeAlerts(JobSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.kafka().clientProperties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        alerts = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = alerts.partitionsFor(settings.alerts().topic()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        alerts.assign(partitions);
        alerts.seekToEnd(partitions);
        partitions.forEach(alerts::position);
    }

    /** Waits for alerts and returns the times at which their probes were produced. */
    public List<Instant> poll(Duration timeout) throws IOException {
        List<Instant> produced = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> alert : alerts.poll(timeout)) {
            JsonNode json = JSON.readTree(alert.value());
            if (json.get("rule").asText().equals(BenchRules.PROBE)
                    && json.get("state").asText().equals("firing")) {
                produced.add(Instant.parse(json.get("first_time").asText()));
            }
        }
        return produced;
    }

    @Override
    public void close() {
        alerts.close();
    }
}
