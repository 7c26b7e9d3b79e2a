package io.arrowgate.clickhouse.commit;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.OffsetRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tracks the highest offset in the table for each topic id and partition: a batch that starts above it is new.
 *
 * <p>Each high watermark is queried once and then raised by inserted batches. Memory use: one number per partition of the topic.
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

    /** Returns whether no row of the batch can be in the table. */
    boolean isNew(BatchId id) throws IOException, InterruptedException {
        read(id);
        return id.ranges().stream().allMatch(range -> highest.get(key(id, range)) < range.first());
    }

    /**
     * Records that the batch's rows are in the table. Partitions that were not queried yet stay unknown, because the table may have
     * higher offsets.
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
        RowIdentities highestRows = reads.query(table.highWaterQuery(id.topicId(), unknown), RowIdentities::decode);
        unknown.forEach(
                partition -> highest.put(new TopicPartition(id.topicId(), partition), highestRows.highest(partition)));
    }

    private static TopicPartition key(BatchId id, OffsetRange range) {
        return new TopicPartition(id.topicId(), range.partition());
    }
}
