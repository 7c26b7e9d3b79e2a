package io.arrowgate.config;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Everything the job is told, validated.
 *
 * @param jobName required and unique: consumer group, transactional ids and metrics derive from it
 * @param streams names of the streams to run
 * @param streamsDir further stream definitions; null for none
 * @param parallelism of the batch operators; 0 for the topic's number of partitions, as far as the slots go
 * @param checkpointInterval how often offsets, transactions and uncommitted batches become durable
 * @param checkpointDir a URI that every TaskManager reaches; null for the cluster's own setting
 * @param kafka how Kafka is reached
 * @param batch when micro-batches close
 * @param clickHouse how ClickHouse is reached
 */
public record JobSettings(
        String jobName,
        List<String> streams,
        String streamsDir,
        int parallelism,
        Duration checkpointInterval,
        String checkpointDir,
        KafkaSettings kafka,
        BatchSettings batch,
        ClickHouseSettings clickHouse)
        implements Serializable {

    /** Null if only the built-in streams are known. */
    public Path streamsPath() {
        return streamsDir == null ? null : Path.of(streamsDir);
    }
}
