package io.arrowgate.alert.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.config.KafkaSettings;
import io.arrowgate.sink.kafka.ArrowHeaders;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Builds the sink that writes alerts to Kafka. Alerts are visible at once, not when a checkpoint completes. An alert
 * that is evaluated again after a restore is written again, with the same id.
 */
public final class AlertTopicSink {
    private static final int LINGER_MILLIS = 5;

    private AlertTopicSink() {}

    public static Sink<Alert> of(KafkaSettings settings, String topic) {
        Properties properties = new Properties();
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, Integer.toString(LINGER_MILLIS));
        properties.putAll(settings.clientProperties());
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return KafkaSink.<Alert>builder()
                .setBootstrapServers(settings.bootstrapServers())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setKafkaProducerConfig(properties)
                .setRecordSerializer(new AlertSerializationSchema(topic))
                .build();
    }

    /** Serializes alerts as JSON records keyed by alert id, so that both states of an alert stay in order. */
    private static final class AlertSerializationSchema implements KafkaRecordSerializationSchema<Alert> {
        private final String topic;

        AlertSerializationSchema(String topic) {
            this.topic = topic;
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(Alert alert, KafkaSinkContext context, Long timestamp) {
            RecordHeaders headers = new RecordHeaders();
            headers.add(ArrowHeaders.CONTENT_TYPE, "application/json".getBytes(UTF_8));
            byte[] key = alert.id().getBytes(UTF_8);
            return new ProducerRecord<>(topic, null, null, key, AlertJson.bytes(alert), headers);
        }
    }
}
