package io.arrowgate.tools.deadletter;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Receives the records of a replay. */
public interface ReplayTarget extends AutoCloseable {
    /** Discards records. */
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

    /** Commits the sent records and the positions in the dead letter topic atomically. */
    void commit(Map<TopicPartition, OffsetAndMetadata> positions);

    @Override
    void close();
}
