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

/** The settings that all of the job's Kafka sinks share. */
final class ExactlyOnceSinkFactory {
    private ExactlyOnceSinkFactory() {}

    static <T> Sink<T> sink(
            KafkaSettings settings,
            String topic,
            String transactionalIdPrefix,
            KafkaRecordSerializationSchema<T> schema,
            Duration maxTransactionAge,
            LeaseGuard guard) {
        Properties properties = new Properties();
        // Batches are compressed already, and dead letters are rare.
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        properties.putAll(settings.clientProperties());
        // Flink's own default is above what brokers allow by default.
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
                guard);
    }
}
