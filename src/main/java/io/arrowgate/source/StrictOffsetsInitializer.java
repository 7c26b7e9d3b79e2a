package io.arrowgate.source;

import io.arrowgate.config.KafkaSettings.StartingOffsets;
import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts at the configured end of the topic and disables Kafka's offset reset: offsets out of range fail the job instead of
 * moving it to either end of the topic.
 */
final class StrictOffsetsInitializer implements OffsetsInitializer {
    private final OffsetsInitializer start;

    StrictOffsetsInitializer(StartingOffsets start) {
        this.start = start == StartingOffsets.EARLIEST ? OffsetsInitializer.earliest() : OffsetsInitializer.latest();
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
