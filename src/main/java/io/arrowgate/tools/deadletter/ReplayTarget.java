package io.arrowgate.tools.deadletter;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Where a replay sends records to. */
public interface ReplayTarget extends AutoCloseable {
    /** Takes records and forgets them. */
    ReplayTarget NOWHERE = new ReplayTarget() {
        @Override
        public void begin() {}

        @Override
        public void send(ProducerRecord<byte[], byte[]> record) {}

        @Override
        public void commit(Map<TopicPartition, OffsetAndMetadata> positions) {}

        @Override
        public void close() {}
    };

    void begin();

    void send(ProducerRecord<byte[], byte[]> record);

    /** Makes what was sent, and how far the letters were read, durable together. */
    void commit(Map<TopicPartition, OffsetAndMetadata> positions);

    @Override
    void close();
}
