package io.arrowgate.batch.arrow;

/**
 * The offsets of one partition that a micro-batch covers, both ends inclusive. Not every offset in between need be a row: dead
 * letters and transaction markers leave gaps.
 *
 * @param partition of the raw topic
 * @param first offset of the batch's first row of this partition
 * @param last offset of its last
 */
public record OffsetRange(int partition, long first, long last) {
    public OffsetRange {
        if (partition < 0 || first < 0 || last < first) {
            throw new IllegalArgumentException("offset range %d:%d-%d".formatted(partition, first, last));
        }
    }

    /** {@code partition:first-last}, the form of the {@code arrowgate-offsets} header. */
    @Override
    public String toString() {
        return partition + ":" + first + "-" + last;
    }

    /** The range that {@link #toString} wrote. */
    public static OffsetRange of(String text) {
        int colon = text.indexOf(':');
        int dash = text.indexOf('-', colon + 1);
        if (colon < 1 || dash < 0) {
            throw new IllegalArgumentException("'%s' is no offset range like 0:100-199".formatted(text));
        }
        return new OffsetRange(
                Integer.parseInt(text.substring(0, colon)),
                Long.parseLong(text.substring(colon + 1, dash)),
                Long.parseLong(text.substring(dash + 1)));
    }
}
