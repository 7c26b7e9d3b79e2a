package io.arrowgate.batch.arrow;

/**
 * Describes the rows of one partition that a micro-batch covers, both ends inclusive. Positions without a row in between are dead
 * letters and transaction markers. The rows of one raw record may be in several batches.
 *
 * @param partition of the raw topic
 * @param first position of the batch's first row of this partition
 * @param last position of the batch's last row of this partition
 */
public record RowRange(int partition, RowPosition first, RowPosition last) {
    public RowRange {
        if (partition < 0 || last.compareTo(first) < 0) {
            throw new IllegalArgumentException("invalid row range %d:%s-%s".formatted(partition, first, last));
        }
    }

    /** Creates the range from the first row of one raw record to the first row of another one. */
    public static RowRange ofFirstRows(int partition, long firstOffset, long lastOffset) {
        return new RowRange(partition, new RowPosition(firstOffset, 0), new RowPosition(lastOffset, 0));
    }

    /** Returns whether the range includes a row of its partition. */
    public boolean contains(RowPosition position) {
        return first.compareTo(position) <= 0 && last.compareTo(position) >= 0;
    }

    /** Returns the offsets of the range's raw records. */
    public OffsetRange offsets() {
        return new OffsetRange(partition, first.offset(), last.offset());
    }

    /** Returns {@code partition:first-last}, the format of the {@code arrowgate-offsets} header. */
    @Override
    public String toString() {
        return partition + ":" + first + "-" + last;
    }

    /** Parses the format of {@link #toString}. */
    public static RowRange of(String text) {
        int colon = text.indexOf(':');
        int dash = text.indexOf('-', colon + 1);
        if (colon < 1 || dash < 0) {
            throw new IllegalArgumentException(
                    "'%s' is not a row range such as 0:100-199 or 0:100.2-199.7".formatted(text));
        }
        return new RowRange(
                Integer.parseInt(text.substring(0, colon)),
                RowPosition.of(text.substring(colon + 1, dash)),
                RowPosition.of(text.substring(dash + 1)));
    }
}
