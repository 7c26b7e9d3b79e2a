package io.arrowgate.clickhouse.commit;

import io.arrowgate.batch.arrow.RowRange;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import java.util.ArrayList;
import java.util.List;

/** Selects batches that one row check may cover. */
final class RowCheckGroup {
    /** Limits the memory for row identities: 16 bytes each in the response, then 8. */
    private static final int MAX_ROWS = 500_000;
    /** Limits the length of the query, which ClickHouse restricts to 256 KiB. */
    private static final int MAX_RANGES = 200;

    private final List<RowRange> ranges = new ArrayList<>();
    private String topicId;
    private long rows;

    /**
     * Adds a batch. Batches with rows in common never share a check: the second one must see the rows that the first one inserts.
     *
     * @return false if the batch needs another row check; the first batch is always added
     */
    boolean add(BatchCommittable batch) {
        if (!ranges.isEmpty() && !fits(batch)) {
            return false;
        }
        ranges.addAll(batch.id().ranges());
        topicId = batch.id().topicId();
        rows += batch.rows();
        return true;
    }

    private boolean fits(BatchCommittable batch) {
        List<RowRange> added = batch.id().ranges();
        return rows + batch.rows() <= MAX_ROWS
                && ranges.size() + added.size() <= MAX_RANGES
                && batch.id().topicId().equals(topicId)
                && added.stream().noneMatch(this::overlaps);
    }

    private boolean overlaps(RowRange added) {
        return ranges.stream()
                .anyMatch(range -> range.partition() == added.partition()
                        && range.first().compareTo(added.last()) <= 0
                        && added.first().compareTo(range.last()) <= 0);
    }
}
