package io.arrowgate.source;

import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.config.KafkaSettings.StartingOffsets;
import java.util.Properties;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Builds the source of one topic's raw records. */
public final class RawRecordSource {
    private RawRecordSource() {}

    /**
     * An unbounded source that finds new partitions and never jumps over offsets that are gone.
     *
     * @param group consumer group; offsets are committed to it for monitoring, never read back
     */
    public static Source<RawRecord, ?, ?> of(KafkaSettings settings, String topic, String group) {
        return of(settings, topic, group, settings.startingOffsets());
    }

    /** As {@link #of(KafkaSettings, String, String)}; a job without state begins there, whatever the settings say. */
    public static Source<RawRecord, ?, ?> of(
            KafkaSettings settings, String topic, String group, StartingOffsets startingOffsets) {
        Properties properties = new Properties();
        // Every poll is a hand-over between two threads: with Kafka's default of 500 records they cost more than need
        // be. With several thousand, the records of a poll no longer fit the second-level cache from which the task's
        // thread takes them. How many bytes a poll may bring stays bounded by max.partition.fetch.bytes.
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000");
        // What a transaction's producer took back is no event.
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.putAll(settings.clientProperties());
        properties.setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                Long.toString(settings.partitionDiscoveryInterval().toMillis()));
        KafkaSource<ConsumerRecord<byte[], byte[]>> source = KafkaSource.<ConsumerRecord<byte[], byte[]>>builder()
                .setBootstrapServers(settings.bootstrapServers())
                .setGroupId(group)
                .setClientIdPrefix(group + "-" + topic)
                .setProperties(properties)
                .setKafkaSubscriber(new SameTopicSubscriber(topic))
                .setStartingOffsets(new StrictOffsetsInitializer(startingOffsets))
                .setDeserializer(new RawRecordDeserializationSchema())
                .build();
        return new GuardedKafkaSource(source, new KafkaAdmin(settings));
    }
}
