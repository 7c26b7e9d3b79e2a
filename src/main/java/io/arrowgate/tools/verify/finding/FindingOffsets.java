package io.arrowgate.tools.verify.finding;

import io.arrowgate.batch.arrow.OffsetRange;
import java.util.List;

/**
 * The offsets of one finding.
 *
 * @param offsets how many
 * @param ranges where, in ascending order within a partition; what is beyond {@link OffsetRangeCollector#MAX_RANGES} is only counted
 */
public record FindingOffsets(long offsets, List<OffsetRange> ranges) {
    static final FindingOffsets NONE = new FindingOffsets(0, List.of());

    public FindingOffsets {
        ranges = List.copyOf(ranges);
        if (offsets < ranges.size()) {
            throw new IllegalArgumentException("offsets: %d in %d ranges".formatted(offsets, ranges.size()));
        }
    }

    /** Offsets that no listed range has. */
    public long unlisted() {
        return offsets
                - ranges.stream()
                        .mapToLong(range -> range.last() - range.first() + 1)
                        .sum();
    }
}
