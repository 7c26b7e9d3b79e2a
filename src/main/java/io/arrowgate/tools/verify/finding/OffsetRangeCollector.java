package io.arrowgate.tools.verify.finding;

import io.arrowgate.batch.arrow.OffsetRange;
import java.util.ArrayList;
import java.util.List;

/** Collects the offsets of one finding as ranges; expects the offsets of a partition in ascending order. */
public final class OffsetRangeCollector {
    /** Limits the memory of a report on a completely different table. */
    public static final int MAX_RANGES = 100_000;

    private final List<OffsetRange> ranges = new ArrayList<>();
    private long offsets;

    public void add(int partition, long offset) {
        add(new OffsetRange(partition, offset, offset));
    }

    /** Merges a range that continues or overlaps the last one; overlapping offsets count once. */
    void add(OffsetRange added) {
        OffsetRange last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
        if (last != null && last.partition() == added.partition() && touch(last, added)) {
            if (added.last() > last.last()) {
                offsets += added.last() - last.last();
                ranges.set(ranges.size() - 1, new OffsetRange(last.partition(), last.first(), added.last()));
            }
            return;
        }
        offsets += added.last() - added.first() + 1;
        if (ranges.size() < MAX_RANGES) {
            ranges.add(added);
        }
    }

    private static boolean touch(OffsetRange last, OffsetRange added) {
        return added.first() >= last.first() && added.first() <= last.last() + 1;
    }

    public FindingOffsets found() {
        return new FindingOffsets(offsets, ranges);
    }
}
