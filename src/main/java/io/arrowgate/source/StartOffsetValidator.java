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

/** Refuses to start reading at an offset that Kafka does not have, with words that say what to do. */
final class StartOffsetValidator {
    private final KafkaAdmin kafka;

    StartOffsetValidator(KafkaAdmin kafka) {
        this.kafka = kafka;
    }

    /** Checks where the splits are to start; splits that start at either end of their partition are always right. */
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
            throw new IllegalStateException("interrupted while asking Kafka for offsets", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot ask Kafka for the offsets of " + earliest.keySet(), e.getCause());
        }
    }

    private static void check(KafkaPartitionSplit split, long first, long end) {
        long next = split.getStartingOffset();
        if (next >= first && next <= end) {
            return;
        }
        throw new UnusableTopicException(
                ("%s: the job's state goes on at offset %d, but Kafka has offsets %d to %d (exclusive): records were deleted"
                                + " before they were read, or this is another cluster. Start the job without its old state;"
                                + " it then reads what the topic still holds, and ClickHouse gets no row twice")
                        .formatted(split.getTopicPartition(), next, first, end));
    }
}
