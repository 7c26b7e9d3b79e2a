package io.arrowgate.sink.kafka;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.stream.ArrowTopic;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Serializes a micro-batch as a Kafka record: its bytes as the value, with headers that describe them (docs/arrow-over-kafka.md). */
final class MicroBatchSerializationSchema implements KafkaRecordSerializationSchema<MicroBatch> {
    private final ArrowTopic target;

    MicroBatchSerializationSchema(ArrowTopic target) {
        this.target = target;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(MicroBatch batch, KafkaSinkContext context, Long timestamp) {
        // One subtask may read several raw partitions. Partitioning by subtask keeps all its batches in order.
        int[] partitions = context.getPartitionsForTopic(target.topic());
        int partition = partitions[context.getParallelInstanceId() % partitions.length];
        return new ProducerRecord<>(
                target.topic(), partition, null, null, batch.bytes(), ArrowHeaders.of(batch, target.framing()));
    }
}
