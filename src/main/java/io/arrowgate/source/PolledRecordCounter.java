package io.arrowgate.source;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Counts the records that a consumer's polls return. Kafka creates it; the consumer's properties contain the counter. */
public final class PolledRecordCounter implements ConsumerInterceptor<byte[], byte[]> {
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
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
