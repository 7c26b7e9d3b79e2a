package io.arrowgate.tools.verify.finding;

import io.arrowgate.batch.arrow.OffsetRange;
import java.util.List;

/**
 * Lists the offsets of one finding.
 *
 * @param offsets number of offsets
 * @param ranges their ranges, ascending within a partition; ranges beyond {@link OffsetRangeCollector#MAX_RANGES} are only counted
 */
public record FindingOffsets(long offsets, List<OffsetRange> ranges) {
    static final FindingOffsets NONE = new FindingOffsets(0, List.of());

    public FindingOffsets {
        ranges = List.copyOf(ranges);
        if (offsets < ranges.size()) {
            throw new IllegalArgumentException("offsets: %d in %d ranges".formatted(offsets, ranges.size()));
        }
    }

    /** Returns the number of offsets outside the listed ranges. */
    public long unlisted() {
        return offsets
                - ranges.stream()
                        .mapToLong(range -> range.last() - range.first() + 1)
                        .sum();
    }
}
