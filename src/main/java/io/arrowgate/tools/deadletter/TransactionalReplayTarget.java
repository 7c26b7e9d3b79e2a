package io.arrowgate.tools.deadletter;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends replayed records to Kafka, in one transaction per fetch. A second replay with the same name fences the first one. */
public final class TransactionalReplayTarget implements ReplayTarget {
    private final KafkaProducer<byte[], byte[]> producer;
    private final ConsumerGroupMetadata group;

    public TransactionalReplayTarget(Map<String, Object> clientProperties, ConsumerGroupMetadata group) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group.groupId());
        this.group = group;
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    @Override
    public void begin() {
        producer.beginTransaction();
    }

    /** Sends asynchronously: a failure to send fails the commit. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    @Override
    public void commit(Map<TopicPartition, OffsetAndMetadata> positions) {
        producer.sendOffsetsToTransaction(positions, group);
        producer.commitTransaction();
    }

    /** Aborts an open transaction. */
    @Override
    public void close() {
        producer.close();
    }
}
