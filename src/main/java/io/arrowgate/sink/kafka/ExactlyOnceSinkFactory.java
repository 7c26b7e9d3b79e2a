package io.arrowgate.sink.kafka;

import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.lease.LeaseGuard;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Builds the job's exactly-once Kafka sinks with their common producer settings. */
final class ExactlyOnceSinkFactory {
    private ExactlyOnceSinkFactory() {}

    static <T> Sink<T> sink(
            KafkaSettings settings,
            String topic,
            String transactionalIdPrefix,
            KafkaRecordSerializationSchema<T> schema,
            Duration maxTransactionAge,
            LeaseGuard leaseGuard) {
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
                .setTransactionalIdPrefix(transactionalIdPrefix)
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
