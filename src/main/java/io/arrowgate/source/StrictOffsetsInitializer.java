package io.arrowgate.source;

import io.arrowgate.config.KafkaSettings.StartingOffsets;
import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Begins where the job was told to, but never lets Kafka choose: offsets that are gone stop the job, they do not move it to
 * either end of the topic.
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
