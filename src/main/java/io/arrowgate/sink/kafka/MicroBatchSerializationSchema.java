package io.arrowgate.sink.kafka;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.stream.ArrowTopic;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A micro-batch as a Kafka record: its bytes, and headers that say what is in them (docs/arrow-over-kafka.md). */
final class MicroBatchSerializationSchema implements KafkaRecordSerializationSchema<MicroBatch> {
    private final ArrowTopic target;

    MicroBatchSerializationSchema(ArrowTopic target) {
        this.target = target;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(MicroBatch batch, KafkaSinkContext context, Long timestamp) {
        // A raw partition is read by one subtask, and so are others: only by the subtask do all their batches stay in
        // order.
        int[] partitions = context.getPartitionsForTopic(target.topic());
        int partition = partitions[context.getParallelInstanceId() % partitions.length];
        return new ProducerRecord<>(
                target.topic(), partition, null, null, batch.bytes(), ArrowHeaders.of(batch, target.framing()));
    }
}
