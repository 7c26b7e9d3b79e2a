package io.arrowgate.source;

import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.config.KafkaSettings.StartingOffsets;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** Builds the source of one topic's raw records. */
public final class RawRecordSource {
    private RawRecordSource() {}

    /**
     * Builds an unbounded source that discovers new partitions and never skips offsets that Kafka no longer has.
     *
     * @param group consumer group; offsets are committed to it for monitoring, never read back
     */
    public static Source<RawRecord, ?, ?> of(KafkaSettings settings, String topic, String group) {
        return of(settings, topic, group, settings.startingOffsets());
    }

    /** Builds the same source with explicit starting offsets, which apply to a job without state. */
    public static Source<RawRecord, ?, ?> of(
            KafkaSettings settings, String topic, String group, StartingOffsets startingOffsets) {
        Properties properties = new Properties();
        // Every poll passes records between two threads. Kafka's default of 500 records causes needless overhead. With
        // several thousand, the records of a poll exceed the second-level cache from which the task thread reads them.
        // max.partition.fetch.bytes still bounds the bytes of a poll.
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000");
        // Skip records of aborted transactions.
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.putAll(settings.clientProperties());
        properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.setProperty(KafkaSourceOptions.CLIENT_ID_PREFIX.key(), group + "-" + topic);
        properties.setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                Long.toString(settings.partitionDiscoveryInterval().toMillis()));
        KafkaSource<ConsumerRecord<byte[], byte[]>> source = KafkaSource.<ConsumerRecord<byte[], byte[]>>builder()
                .setProperties(properties)
                .setKafkaSubscriber(new SameTopicSubscriber(topic))
                .setStartingOffsets(new StrictOffsetsInitializer(startingOffsets))
                .setDeserializer(new RawRecordDeserializationSchema())
                .build();
        return new GuardedKafkaSource(source, properties, new KafkaAdmin(settings));
    }

    /** Forwards Kafka records unchanged. */
    static final class RawRecordDeserializationSchema
            implements KafkaRecordDeserializationSchema<ConsumerRecord<byte[], byte[]>> {
        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ConsumerRecord<byte[], byte[]>> out) {
            out.collect(record);
        }

        /** Required by the interface; records of this type never leave the reader. */
        @Override
        public TypeInformation<ConsumerRecord<byte[], byte[]>> getProducedType() {
            return TypeInformation.of(new TypeHint<>() {});
        }
    }

    /**
     * Starts at the configured end of the topic and disables Kafka's offset reset: offsets out of range fail the job instead of
     * moving it to either end of the topic.
     */
    private static final class StrictOffsetsInitializer implements OffsetsInitializer {
        private final OffsetsInitializer start;

        StrictOffsetsInitializer(StartingOffsets start) {
            this.start =
                    start == StartingOffsets.EARLIEST ? OffsetsInitializer.earliest() : OffsetsInitializer.latest();
        }

        @Override
        public Map<TopicPartition, Long> getPartitionOffsets(
                Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
            return start.getPartitionOffsets(partitions, retriever);
        }

        @Override
        @SuppressWarnings("deprecation") // The connector's interface is written in terms of the deprecated type.
        public OffsetResetStrategy getAutoOffsetResetStrategy() {
            return OffsetResetStrategy.NONE;
        }
    }
}
