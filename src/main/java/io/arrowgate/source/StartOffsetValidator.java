package io.arrowgate.source;

import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.common.kafka.UnusableTopicException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Fails the job if the offset to start at does not exist in Kafka, with a message that names the remedy. */
final class StartOffsetValidator {
    private final KafkaAdmin kafka;

    StartOffsetValidator(KafkaAdmin kafka) {
        this.kafka = kafka;
    }

    /** Checks the start offsets of the splits. Splits that start at either end of their partition are always valid. */
    void check(List<KafkaPartitionSplit> splits) {
        Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (KafkaPartitionSplit split : splits) {
            if (split.getStartingOffset() >= 0) {
                earliest.put(split.getTopicPartition(), OffsetSpec.earliest());
                latest.put(split.getTopicPartition(), OffsetSpec.latest());
            }
        }
        if (earliest.isEmpty()) {
            return;
        }
        try (Admin admin = kafka.connect()) {
            var first = admin.listOffsets(earliest).all().get();
            var end = admin.listOffsets(latest).all().get();
            for (KafkaPartitionSplit split : splits) {
                TopicPartition partition = split.getTopicPartition();
                if (earliest.containsKey(partition)) {
                    check(
                            split,
                            first.get(partition).offset(),
                            end.get(partition).offset());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while listing offsets", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot list the offsets of " + earliest.keySet(), e.getCause());
        }
    }

    private static void check(KafkaPartitionSplit split, long first, long end) {
        long next = split.getStartingOffset();
        if (next >= first && next <= end) {
            return;
        }
        throw new UnusableTopicException(
                ("%s: the job's state resumes at offset %d, but Kafka has offsets %d to %d (exclusive): records were deleted"
                                + " before they were read, or this is a different cluster. Start the job without its old"
                                + " state; it then reads what the topic still holds, and ClickHouse gets no duplicates")
                        .formatted(split.getTopicPartition(), next, first, end));
    }
}
