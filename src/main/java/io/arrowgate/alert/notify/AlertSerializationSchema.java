package io.arrowgate.alert.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.sink.kafka.ArrowHeaders;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Serializes an alert as a Kafka record: JSON, keyed by alert id, so that both states of an alert stay in order. */
final class AlertSerializationSchema implements KafkaRecordSerializationSchema<Alert> {
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
