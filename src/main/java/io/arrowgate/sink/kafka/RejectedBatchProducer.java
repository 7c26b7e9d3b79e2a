package io.arrowgate.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.stream.StreamDefinition;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.commons.lang3.StringUtils;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes batches that ClickHouse rejects to a topic. The key is the batch id, the value the batch's Arrow bytes; the headers are those of
 * the Arrow topic and the server's message. A batch that is rejected again after a restore is written again with the same key.
 *
 * <p>It connects with the first batch. For one thread.
 */
public final class RejectedBatchProducer implements AutoCloseable {
    private static final int MAX_MESSAGE_CHARS = 2_000;

    private final KafkaSettings settings;
    private final String topic;
    private final StreamDefinition stream;
    private KafkaProducer<byte[], byte[]> producer;

    public RejectedBatchProducer(KafkaSettings settings, String topic, StreamDefinition stream) {
        this.settings = settings;
        this.topic = topic;
        this.stream = stream;
    }

    /**
     * Writes a batch and returns when all in-sync replicas have it.
     *
     * @throws IOException if Kafka does not acknowledge it within the producer's {@code delivery.timeout.ms}
     */
    public void send(MicroBatch batch, String message) throws IOException, InterruptedException {
        RecordHeaders headers = ArrowHeaders.of(batch, stream.arrow().framing());
        ArrowHeaders.add(
                headers, DeadLetterHeaders.EXCEPTION_MESSAGE, StringUtils.abbreviate(message, MAX_MESSAGE_CHARS));
        byte[] key = batch.id().toString().getBytes(UTF_8);
        try {
            connected()
                    .send(new ProducerRecord<>(topic, null, null, key, batch.bytes(), headers))
                    .get();
        } catch (ExecutionException | KafkaException e) {
            throw new IOException(
                    "rejected batch %s could not be written to topic '%s': %s"
                            .formatted(batch.id(), topic, e.getMessage()),
                    e);
        }
    }

    private KafkaProducer<byte[], byte[]> connected() {
        if (producer == null) {
            Map<String, Object> properties = new HashMap<>(settings.clientProperties());
            properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
            properties.put(ProducerConfig.ACKS_CONFIG, "all");
            properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
