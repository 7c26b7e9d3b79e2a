package io.arrowgate.clickhouse.commit;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.OffsetRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Knows the highest offset that the table has of each topic id and partition: a batch that starts above it is new.
 * Asked of the server once per partition, then kept up with what was inserted; so it holds one number per partition of
 * the topic.
 */
final class HighWatermarks {
    private record TopicPartition(String topicId, int partition) {}

    private final ConsistentReads reads;
    private final BronzeTable table;
    private final Map<TopicPartition, Long> highest = new HashMap<>();

    HighWatermarks(ConsistentReads reads, BronzeTable table) {
        this.reads = reads;
        this.table = table;
    }

    /** Whether no row of the batch can be in the table. */
    boolean isNew(BatchId id) throws IOException, InterruptedException {
        read(id);
        return id.ranges().stream().allMatch(range -> highest.get(key(id, range)) < range.first());
    }

    /**
     * Notes that the batch's rows are in the table. A partition not asked for yet stays unknown: it may have higher
     * ones.
     */
    void raise(BatchId id) {
        for (OffsetRange range : id.ranges()) {
            highest.computeIfPresent(key(id, range), (key, offset) -> Math.max(offset, range.last()));
        }
    }

    private void read(BatchId id) throws IOException, InterruptedException {
        List<Integer> unknown = new ArrayList<>();
        for (OffsetRange range : id.ranges()) {
            if (!highest.containsKey(key(id, range))) {
                unknown.add(range.partition());
            }
        }
        if (unknown.isEmpty()) {
            return;
        }
        RowIdentities answer = reads.query(table.highWaterQuery(id.topicId(), unknown), RowIdentities::decode);
        unknown.forEach(
                partition -> highest.put(new TopicPartition(id.topicId(), partition), answer.highest(partition)));
    }

    private static TopicPartition key(BatchId id, OffsetRange range) {
        return new TopicPartition(id.topicId(), range.partition());
    }
}
