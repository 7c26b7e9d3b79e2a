package io.arrowgate.tools.load;

import io.arrowgate.tools.load.record.KeyedRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records to one topic in large idempotent requests, and counts what the broker acknowledged. */
public final class RecordProducer implements AutoCloseable {
    private static final Map<String, Object> FOR_THROUGHPUT = Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 * 1024,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            64L * 1024 * 1024,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4");

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final Map<Integer, LongAdder> acknowledged = new ConcurrentHashMap<>();
    private final Map<Integer, OffsetRange> offsets = new ConcurrentHashMap<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** Describes the offsets from the first to the last acknowledged record of a partition. */
    public record OffsetRange(long first, long last) {
        /** Returns the number of offsets. */
        public long size() {
            return last - first + 1;
        }

        private OffsetRange union(OffsetRange other) {
            return new OffsetRange(Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    /**
     * @param bootstrapServers {@code host:port}, comma separated
     * @param clientProperties Kafka client properties, except for those that this class sets
     * @param topic that all records go to
     */
    public RecordProducer(String bootstrapServers, Map<String, String> clientProperties, String topic) {
        Map<String, Object> properties = new HashMap<>(FOR_THROUGHPUT);
        properties.putAll(clientProperties);
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
    }

    /**
     * Sends a record asynchronously; blocks while the buffers are full.
     *
     * @param record without a key for any partition
     * @throws KafkaException if this or an earlier record could not be sent
     */
    @SuppressWarnings("FutureReturnValueIgnored") // onCompletion hears of the outcome.
    public void send(KeyedRecord record) {
        throwFailure();
        producer.send(new ProducerRecord<>(topic, record.key(), record.value()), this::onCompletion);
    }

    private void onCompletion(RecordMetadata metadata, Exception problem) {
        if (problem != null) {
            failure.compareAndSet(null, problem);
            return;
        }
        acknowledged
                .computeIfAbsent(metadata.partition(), partition -> new LongAdder())
                .increment();
        if (metadata.hasOffset()) {
            offsets.merge(
                    metadata.partition(), new OffsetRange(metadata.offset(), metadata.offset()), OffsetRange::union);
        }
    }

    /**
     * Waits until all sent records are acknowledged.
     *
     * @throws KafkaException if a record could not be sent
     */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    /** Returns the number of acknowledged records. */
    public long acknowledged() {
        return acknowledged.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Returns the number of acknowledged records by partition. */
    public SortedMap<Integer, Long> acknowledgedByPartition() {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        acknowledged.forEach((partition, count) -> counts.put(partition, count.sum()));
        return counts;
    }

    /** Returns the offsets of the acknowledged records by partition. */
    public Map<Integer, OffsetRange> offsets() {
        return Map.copyOf(offsets);
    }

    private void throwFailure() {
        Exception problem = failure.get();
        if (problem != null) {
            throw new KafkaException("cannot produce to topic %s: %s".formatted(topic, problem.getMessage()), problem);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
