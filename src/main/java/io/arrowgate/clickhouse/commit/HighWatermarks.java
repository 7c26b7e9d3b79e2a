package io.arrowgate.clickhouse.commit;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.RowPosition;
import io.arrowgate.batch.arrow.RowRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tracks the highest row in the table for each topic id and partition: a batch that starts above it is new.
 *
 * <p>Each high watermark is queried once and then raised by inserted batches. The query returns an offset, of which the table may have
 * any number of rows. Memory use: one position per partition of the topic.
 */
final class HighWatermarks {
    private record TopicPartition(String topicId, int partition) {}

    private final ConsistentReads reads;
    private final BronzeTable table;
    /** Null values are partitions without rows. */
    private final Map<TopicPartition, RowPosition> highest = new HashMap<>();

    HighWatermarks(ConsistentReads reads, BronzeTable table) {
        this.reads = reads;
        this.table = table;
    }

    /** Returns whether no row of the batch can be in the table. */
    boolean isNew(BatchId id) throws IOException, InterruptedException {
        read(id);
        return id.ranges().stream().allMatch(range -> {
            RowPosition known = highest.get(key(id, range));
            return known == null || known.compareTo(range.first()) < 0;
        });
    }

    /**
     * Records that the batch's rows are in the table. Partitions that were not queried yet stay unknown, because the table may have
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
        List<Integer> unknown = new ArrayList<>();
        for (RowRange range : id.ranges()) {
            if (!highest.containsKey(key(id, range))) {
                unknown.add(range.partition());
            }
        }
        if (unknown.isEmpty()) {
            return;
        }
        RowIdentities highestRows = reads.query(table.highWaterQuery(id.topicId(), unknown), RowIdentities::decode);
        for (int partition : unknown) {
            long offset = highestRows.highestOffset(partition);
            highest.put(
                    new TopicPartition(id.topicId(), partition),
                    offset < 0 ? null : new RowPosition(offset, Integer.MAX_VALUE));
        }
    }

    private static TopicPartition key(BatchId id, RowRange range) {
        return new TopicPartition(id.topicId(), range.partition());
    }
}
