package io.arrowgate.lease.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.common.kafka.KafkaConnectionErrors;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.config.option.InvalidSettingException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends and reads the lease records of one job name in the compacted leases topic, whose timestamps are the broker's. */
public final class KafkaLeaseLog implements LeaseLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLeaseLog.class);

    /** Settings of the created topic. Segments are short-lived, because every start reads all records that are not compacted yet. */
    static final Map<String, String> TOPIC_CONFIG = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(Duration.ofDays(30).toMillis()),
            TopicConfig.SEGMENT_MS_CONFIG,
            Long.toString(Duration.ofMinutes(10).toMillis()),
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            TimestampType.LOG_APPEND_TIME.name);

    private static final Duration POLL = Duration.ofMillis(100);

    private final TopicPartition partition;
    private final String keyPrefix;
    private final Duration requestTimeout;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Object> producerProperties;
    private final Deque<ConsumerRecord<byte[], byte[]>> ahead = new ArrayDeque<>();
    private KafkaProducer<byte[], byte[]> producer;

    private KafkaLeaseLog(KafkaSettings settings, String topic, String jobName, Duration requestTimeout) {
        partition = new TopicPartition(topic, 0);
        keyPrefix = jobName + "/";
        this.requestTimeout = requestTimeout;
        producerProperties = producerProperties(settings, requestTimeout);
        consumer = new KafkaConsumer<>(
                consumerProperties(settings, requestTimeout), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Creates the topic, if it is missing and the settings allow it, and connects to it. */
    public static KafkaLeaseLog create(KafkaSettings settings, String topic, String jobName, Duration requestTimeout)
            throws Exception {
        if (settings.createTopics()) {
            new KafkaAdmin(settings).createMissingLog(topic, TOPIC_CONFIG);
        }
        return open(settings, topic, jobName, requestTimeout);
    }

    /**
     * Connects to the topic.
     *
     * @param requestTimeout time limit of one request
     * @throws InvalidSettingException if the topic does not exist
     */
    static KafkaLeaseLog open(KafkaSettings settings, String topic, String jobName, Duration requestTimeout)
            throws IOException {
        KafkaLeaseLog log = new KafkaLeaseLog(settings, topic, jobName, requestTimeout);
        try {
            log.assign();
            return log;
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
    }

    private void assign() throws IOException {
        try {
            if (consumer.partitionsFor(partition.topic(), requestTimeout).isEmpty()) {
                throw new InvalidSettingException(
                        ArrowgateOptions.KAFKA_LEASES_TOPIC.key(),
                        ("topic '%s' does not exist: create it with one partition, cleanup.policy=compact,delete and"
                                        + " message.timestamp.type=LogAppendTime, or set kafka.create-topics=true")
                                .formatted(partition.topic()));
            }
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
        } catch (KafkaException e) {
            throw failure("read", e);
        }
    }

    private static Map<String, Object> clientProperties(KafkaSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        return properties;
    }

    private static Map<String, Object> producerProperties(KafkaSettings settings, Duration requestTimeout) {
        Map<String, Object> properties = clientProperties(settings);
        if (!properties.containsKey(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
            int half = (int) requestTimeout.toMillis() / 2;
            properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, half);
            properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) half);
            properties.put(ProducerConfig.LINGER_MS_CONFIG, 0L);
            properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, half);
        }
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return properties;
    }

    private static Map<String, Object> consumerProperties(KafkaSettings settings, Duration requestTimeout) {
        Map<String, Object> properties = clientProperties(settings);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) requestTimeout.toMillis());
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        return properties;
    }

    @Override
    public long append(LeaseEntry entry) throws IOException, InterruptedException {
        byte[] key = (keyPrefix + entry.instance()).getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(partition.topic(), partition.partition(), key, LeaseJson.bytes(entry));
        try {
            if (producer == null) {
                producer =
                        new KafkaProducer<>(producerProperties, new ByteArraySerializer(), new ByteArraySerializer());
            }
            return producer.send(record).get().offset();
        } catch (KafkaException | ExecutionException e) {
            throw failure("append to", e);
        }
    }

    @Override
    public List<LoggedEntry> readToEnd() throws IOException {
        try {
            return readThrough(consumer.endOffsets(List.of(partition)).get(partition) - 1);
        } catch (KafkaException e) {
            throw failure("read", e);
        }
    }

    @Override
    public List<LoggedEntry> readThrough(long offset) throws IOException {
        long deadline = System.nanoTime() + requestTimeout.toNanos();
        try {
            while (consumer.position(partition) <= offset) {
                consumer.poll(POLL).forEach(ahead::add);
                if (System.nanoTime() > deadline) {
                    throw new IOException("topic '%s' could not be read up to offset %d within %s"
                            .formatted(partition.topic(), offset, requestTimeout));
                }
            }
        } catch (KafkaException e) {
            throw failure("read", e);
        }
        List<LoggedEntry> entries = new ArrayList<>();
        while (!ahead.isEmpty() && ahead.peek().offset() <= offset) {
            add(ahead.poll(), entries);
        }
        return entries;
    }

    private void add(ConsumerRecord<byte[], byte[]> record, List<LoggedEntry> entries) {
        if (record.key() == null || record.value() == null || !new String(record.key(), UTF_8).startsWith(keyPrefix)) {
            return;
        }
        if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
            throw new InvalidSettingException(
                    ArrowgateOptions.KAFKA_LEASES_TOPIC.key(),
                    ("topic '%s' has timestamps of clients, whose clocks differ: set its"
                                    + " message.timestamp.type=LogAppendTime")
                            .formatted(partition.topic()));
        }
        try {
            entries.add(new LoggedEntry(
                    record.offset(), Instant.ofEpochMilli(record.timestamp()), LeaseJson.entry(record.value())));
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "Skipped offset {} of topic {}, which is not a valid lease", record.offset(), partition.topic(), e);
        }
    }

    private IOException failure(String action, Exception e) {
        return KafkaConnectionErrors.of(e)
                .<IOException>map(setting -> new IOException(setting.getMessage(), setting))
                .orElseGet(() -> new IOException(
                        "cannot %s topic '%s': %s".formatted(action, partition.topic(), e.getMessage()), e));
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }
}
