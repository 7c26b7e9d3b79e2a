package io.arrowgate.clickhouse.commit;

import io.arrowgate.batch.arrow.RowPosition;
import io.arrowgate.batch.arrow.RowRange;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Describes rows that a row check queries: those of one or more batches in one partition.
 *
 * @param earliest earliest event time, inclusive
 * @param latest latest event time, inclusive
 */
record RowCheckRange(RowRange rows, Instant earliest, Instant latest) {
    private static final Comparator<RowCheckRange> AS_READ = Comparator.<RowCheckRange>comparingInt(
                    range -> range.rows().partition())
            .thenComparing(range -> range.rows().first());

    /** Returns the ranges of the batches, in ascending order. Merges neighbors, so that a query of many batches stays short. */
    static List<RowCheckRange> of(Collection<BatchCommittable> batches) {
        List<RowCheckRange> ranges = new ArrayList<>();
        for (BatchCommittable batch : batches) {
            for (RowRange rows : batch.id().ranges()) {
                ranges.add(new RowCheckRange(rows, batch.eventTimeMin(), batch.eventTimeMax()));
            }
        }
        ranges.sort(AS_READ);
        List<RowCheckRange> merged = new ArrayList<>();
        for (RowCheckRange range : ranges) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).isCloseTo(range)) {
                merged.set(last, merged.get(last).mergedWith(range));
            } else {
                merged.add(range);
            }
        }
        return merged;
    }

    /**
     * Between two batches are usually only dead letters and transaction markers. Rows of other batches there are read as well, so the gap
     * is limited to the length of the next range.
     */
    private boolean isCloseTo(RowCheckRange next) {
        long gap = next.rows.first().offset() - rows.last().offset() - 1;
        long length = next.rows.last().offset() - next.rows.first().offset() + 1;
        return rows.partition() == next.rows.partition() && gap <= length;
    }

    private RowCheckRange mergedWith(RowCheckRange next) {
        RowPosition last = next.rows.last().compareTo(rows.last()) > 0 ? next.rows.last() : rows.last();
        return new RowCheckRange(
                new RowRange(rows.partition(), rows.first(), last),
                next.earliest.isBefore(earliest) ? next.earliest : earliest,
                next.latest.isAfter(latest) ? next.latest : latest);
    }
}
