package io.arrowgate.alert.notify;

import io.arrowgate.config.KafkaSettings;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

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
}
