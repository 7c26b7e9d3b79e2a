package io.arrowgate.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.sink.ArrowHeaders;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** An alert as a Kafka record: JSON, by its id, so that both states of an alert stay in order. */
final class AlertRecordSchema implements KafkaRecordSerializationSchema<Alert> {
    private final String topic;

    AlertRecordSchema(String topic) {
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
