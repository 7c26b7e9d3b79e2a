package io.arrowgate.clickhouse.commit;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.RowPosition;
import io.arrowgate.batch.arrow.RowRange;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Tracks the highest row in the table for each topic id and partition: a batch that starts above it is new.
 *
 * <p>A query for the first batch of a partition reads the offsets of this batch and above. Later, inserted batches raise the high
 * watermark. If there are too many rows to read, the query stops: batches up to the highest offset that it has found are not new, and it
 * is repeated for the next one. So a job that was restored from an old state does not read all rows that were inserted since.
 *
 * <p>The query returns an offset, of which the table may have any number of rows. Memory use: two positions per partition of the topic.
 */
final class HighWatermarks {
    private record TopicPartition(String topicId, int partition) {}

    private final ConsistentReads reads;
    private final BronzeTable table;
    /**
     * Highest rows; null for partitions without rows. A position may be too high, but only below the batch for which it was queried.
     */
    private final Map<TopicPartition, RowPosition> highest = new HashMap<>();
    /** Rows of partitions whose highest row is unknown. */
    private final Map<TopicPartition, RowPosition> found = new HashMap<>();

    HighWatermarks(ConsistentReads reads, BronzeTable table) {
        this.reads = reads;
        this.table = table;
    }

    /** Returns whether no row of the batch can be in the table. */
    boolean isNew(BatchId id) throws IOException, InterruptedException {
        read(id);
        return id.ranges().stream().allMatch(range -> {
            TopicPartition key = key(id, range);
            RowPosition known = highest.get(key);
            return highest.containsKey(key) && (known == null || known.compareTo(range.first()) < 0);
        });
    }

    /**
     * Records that the batch's rows are in the table. Partitions whose highest row is unknown stay unknown, because the table may have
     * higher offsets.
     */
    void raise(BatchId id) {
        for (RowRange range : id.ranges()) {
            TopicPartition key = key(id, range);
            RowPosition known = highest.get(key);
            if (highest.containsKey(key) && (known == null || known.compareTo(range.last()) < 0)) {
                highest.put(key, range.last());
            }
        }
    }

    private void read(BatchId id) throws IOException, InterruptedException {
        Map<Integer, Long> unknown = new HashMap<>();
        for (RowRange range : id.ranges()) {
            TopicPartition key = key(id, range);
            RowPosition notNew = found.get(key);
            if (!highest.containsKey(key) && (notNew == null || notNew.compareTo(range.first()) < 0)) {
                unknown.put(range.partition(), range.first().offset());
            }
        }
        if (unknown.isEmpty()) {
            return;
        }
        HighestOffsets result = reads.query(table.highWaterQuery(id.topicId(), unknown), HighestOffsets::decode);
        unknown.forEach((partition, first) -> {
            TopicPartition key = new TopicPartition(id.topicId(), partition);
            long offset = result.byPartition().getOrDefault(partition, -1L);
            if (result.isComplete()) {
                found.remove(key);
                // Lower offsets than the batch's were not read, so the table may have them.
                highest.put(key, last(Math.max(offset, first - 1)));
            } else if (offset >= 0) {
                found.put(key, last(offset));
            }
        });
    }

    /** Returns the last possible row of a raw record; null for offset -1. */
    private static RowPosition last(long offset) {
        return offset < 0 ? null : new RowPosition(offset, Integer.MAX_VALUE);
    }

    private static TopicPartition key(BatchId id, RowRange range) {
        return new TopicPartition(id.topicId(), range.partition());
    }
}
