package io.arrowgate.sink.kafka;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.lease.LeaseGuard;
import io.arrowgate.stream.StreamDefinition;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Builds the job's exactly-once Kafka sinks with their common producer settings. */
public final class ExactlyOnceSinkFactory {
    private final KafkaSettings settings;
    private final String jobName;
    private final Duration maxTransactionAge;
    private final LeaseGuard leaseGuard;

    /**
     * @param jobName begins all transactional ids, so that jobs with different names do not conflict
     * @param maxTransactionAge maximum age of an uncommitted transaction at a checkpoint
     * @param leaseGuard verified before transactional ids are used
     */
    public ExactlyOnceSinkFactory(
            KafkaSettings settings, String jobName, Duration maxTransactionAge, LeaseGuard leaseGuard) {
        this.settings = settings;
        this.jobName = jobName;
        this.maxTransactionAge = maxTransactionAge;
        this.leaseGuard = leaseGuard;
    }

    /** Builds the sink that writes a stream's micro-batches unchanged to its Arrow topic. */
    public Sink<MicroBatch> arrowTopic(StreamDefinition stream) {
        return sink(
                stream.arrow().topic(), "-arrow-" + stream.name(), new MicroBatchSerializationSchema(stream.arrow()));
    }

    /** Builds the sink that writes dead letters to their topic. */
    public Sink<DeadLetter> deadLetters() {
        String topic = settings.deadLettersTopic();
        return sink(topic, "-dead-letters", new DeadLetterSerializationSchema(topic, settings.deadLetterMaxBytes()));
    }

    private <T> Sink<T> sink(String topic, String transactionalIdSuffix, KafkaRecordSerializationSchema<T> schema) {
        Properties properties = new Properties();
        // Batches are already compressed, and dead letters are rare.
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        properties.putAll(settings.clientProperties());
        // Flink's default exceeds the brokers' default for transaction.max.timeout.ms.
        properties.setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Long.toString(settings.transactionTimeout().toMillis()));
        KafkaSink<T> connector = KafkaSink.<T>builder()
                .setBootstrapServers(settings.bootstrapServers())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(jobName + transactionalIdSuffix)
                .setKafkaProducerConfig(properties)
                .setRecordSerializer(schema)
                .build();
        return new ExactlyOnceKafkaSink<>(
                connector,
                topic,
                settings.onLostTransaction(),
                TransactionOutcomeLookup.fromBroker(new KafkaAdmin(settings)),
                maxTransactionAge,
                leaseGuard);
    }
}
