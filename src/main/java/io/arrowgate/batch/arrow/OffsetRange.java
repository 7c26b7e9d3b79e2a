package io.arrowgate.batch.arrow;

/**
 * Describes the offsets of one partition that a micro-batch covers, both ends inclusive. Offsets without a row in between are dead
 * letters and transaction markers.
 *
 * @param partition of the raw topic
 * @param first offset of the batch's first row of this partition
 * @param last offset of the batch's last row of this partition
 */
public record OffsetRange(int partition, long first, long last) {
    public OffsetRange {
        if (partition < 0 || first < 0 || last < first) {
            throw new IllegalArgumentException("invalid offset range %d:%d-%d".formatted(partition, first, last));
        }
    }

    /** Returns {@code partition:first-last}, the format of the {@code arrowgate-offsets} header. */
    @Override
    public String toString() {
        return partition + ":" + first + "-" + last;
    }

    /** Parses the format of {@link #toString}. */
    public static OffsetRange of(String text) {
        int colon = text.indexOf(':');
        int dash = text.indexOf('-', colon + 1);
        if (colon < 1 || dash < 0) {
            throw new IllegalArgumentException("'%s' is not an offset range such as 0:100-199".formatted(text));
        }
        return new OffsetRange(
                Integer.parseInt(text.substring(0, colon)),
                Long.parseLong(text.substring(colon + 1, dash)),
                Long.parseLong(text.substring(dash + 1)));
    }
}
