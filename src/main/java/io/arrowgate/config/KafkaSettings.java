package io.arrowgate.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * How the job reaches Kafka.
 *
 * @param bootstrapServers {@code host:port}, comma separated
 * @param clientProperties passed to every Kafka client as they are (security and the like)
 * @param startingOffsets where a job without state begins
 * @param partitionDiscovery how often the source looks for new partitions, and whether the topic is still the same one
 * @param transactionTimeout of the exactly-once producers; the broker's {@code transaction.max.timeout.ms} bounds it
 * @param deadLettersTopic where undecodable records go
 * @param deadLetterMaxBytes a dead letter's value is cut to this length
 * @param createTopics whether missing topics are created at start
 * @param newTopicPartitions partitions of a topic created by the job
 * @param newTopicReplication replication factor of a topic created by the job; -1 for the broker's default
 */
public record KafkaSettings(
        String bootstrapServers,
        Map<String, String> clientProperties,
        StartingOffsets startingOffsets,
        Duration partitionDiscovery,
        Duration transactionTimeout,
        String deadLettersTopic,
        int deadLetterMaxBytes,
        boolean createTopics,
        int newTopicPartitions,
        int newTopicReplication)
        implements Serializable {

    /** Where a job without state begins to read. */
    public enum StartingOffsets {
        EARLIEST,
        LATEST
    }
}
