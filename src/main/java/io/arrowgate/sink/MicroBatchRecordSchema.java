package io.arrowgate.sink;

import io.arrowgate.batch.MicroBatch;
import io.arrowgate.stream.ArrowTopic;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A micro-batch as a Kafka record: its bytes, and headers that say what is in them (docs/arrow-over-kafka.md). */
final class MicroBatchRecordSchema implements KafkaRecordSerializationSchema<MicroBatch> {
    private final ArrowTopic target;

    MicroBatchRecordSchema(ArrowTopic target) {
        this.target = target;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(MicroBatch batch, KafkaSinkContext context, Long timestamp) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, ArrowHeaders.CONTENT_TYPE, target.framing().contentType());
        add(headers, ArrowHeaders.STREAM, batch.id().stream());
        add(headers, ArrowHeaders.BATCH_ID, batch.id().toString());
        add(headers, ArrowHeaders.ROWS, Integer.toString(batch.rows()));
        add(headers, ArrowHeaders.SCHEMA, batch.id().schema());
        add(headers, ArrowHeaders.EVENT_TIME_MIN, batch.eventTimeMin().toString());
        add(headers, ArrowHeaders.EVENT_TIME_MAX, batch.eventTimeMax().toString());
        add(headers, ArrowHeaders.OFFSETS, batch.id().offsets());
        // A raw partition is read by one subtask, and so are others: only by the subtask do all their batches stay in
        // order.
        int[] partitions = context.getPartitionsForTopic(target.topic());
        int partition = partitions[context.getParallelInstanceId() % partitions.length];
        return new ProducerRecord<>(target.topic(), partition, null, null, batch.bytes(), headers);
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
