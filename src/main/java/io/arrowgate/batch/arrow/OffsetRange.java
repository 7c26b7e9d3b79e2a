package io.arrowgate.batch.arrow;

/**
 * Describes consecutive offsets of one partition of a raw topic, both ends inclusive.
 *
 * @param partition of the raw topic
 * @param first lowest offset
 * @param last highest offset
 */
public record OffsetRange(int partition, long first, long last) {
    public OffsetRange {
        if (partition < 0 || first < 0 || last < first) {
            throw new IllegalArgumentException("invalid offset range %d:%d-%d".formatted(partition, first, last));
        }
    }

    /** Returns {@code partition:first-last}. */
    @Override
    public String toString() {
        return partition + ":" + first + "-" + last;
    }
}
