package io.arrowgate.cli.verify;

import io.arrowgate.batch.OffsetRange;
import java.util.List;

/**
 * The offsets of one finding.
 *
 * @param offsets how many
 * @param ranges where, in ascending order within a partition; what is beyond {@link OffsetLog#MAX_RANGES} is only counted
 */
public record FoundOffsets(long offsets, List<OffsetRange> ranges) {
    static final FoundOffsets NONE = new FoundOffsets(0, List.of());

    public FoundOffsets {
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
