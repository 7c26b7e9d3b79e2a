package io.arrowgate.tools.chaos;

import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until a checkpoint covers the ends of the raw topics. The source commits its offsets to Kafka with every checkpoint.
 */
final class CheckpointDrain {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final long POLL_MILLIS = 500;

    private final JobSettings settings;
    private final BooleanSupplier stopped;

    /** @param stopped makes the wait end with an exception */
    CheckpointDrain(JobSettings settings, BooleanSupplier stopped) {
        this.settings = settings;
        this.stopped = stopped;
    }

    void await() throws ExecutionException, InterruptedException {
        await(0);
    }

    /** Waits until at most this number of records lies between the latest checkpoint and the topics' ends. */
    void await(long records) throws ExecutionException, InterruptedException {
        long start = System.nanoTime();
        try (Admin admin = new KafkaAdmin(settings.kafka()).connect()) {
            for (long lag = lag(admin); lag > records; lag = lag(admin)) {
                if (stopped.getAsBoolean()) {
                    throw new InterruptedException("interrupted on request");
                }
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                if (waited.compareTo(MachineSpeed.scale(LIMIT)) > 0) {
                    throw new IllegalStateException("%,d records are still unread after %s".formatted(lag, waited));
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
    }

    /** Returns the number of offsets between the committed ones and the topics' ends. */
    private long lag(Admin admin) throws ExecutionException, InterruptedException {
        List<String> topics = StreamDefinitions.BUILT_IN.stream()
                .map(StreamDefinitions::builtIn)
                .map(StreamDefinition::topic)
                .toList();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        admin.describeTopics(topics).allTopicNames().get().forEach((topic, description) -> description
                .partitions()
                .forEach(partition -> ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(settings.jobName())
                .partitionsToOffsetAndMetadata()
                .get();
        long lag = 0;
        for (var end : admin.listOffsets(ends).all().get().entrySet()) {
            OffsetAndMetadata position = committed.get(end.getKey());
            lag += end.getValue().offset() - (position == null ? 0 : position.offset());
        }
        return lag;
    }
}
