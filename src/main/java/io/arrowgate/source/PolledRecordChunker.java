package io.arrowgate.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts the records that a consumer's polls return, and replaces them by {@link RecordChunk}s. Kafka creates it; the consumer's
 * properties contain the counter.
 */
public final class PolledRecordChunker implements ConsumerInterceptor<byte[], byte[]> {
    /** Property with the {@link LongAdder}. */
    static final String COUNTER = "arrowgate.polled.records";

    private LongAdder counter;

    @Override
    public void configure(Map<String, ?> properties) {
        counter = (LongAdder) properties.get(COUNTER);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        counter.add(records.count());
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> chunks = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            chunks.put(partition, RecordChunk.split(records.records(partition)));
        }
        return new ConsumerRecords<>(chunks, records.nextOffsets());
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
