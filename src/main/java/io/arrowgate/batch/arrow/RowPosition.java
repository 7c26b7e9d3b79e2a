package io.arrowgate.batch.arrow;

import java.util.Comparator;

/**
 * Locates a row in its partition of the raw topic, in the order in which rows are read.
 *
 * @param offset of the raw record
 * @param row position in the raw record, from 0
 */
public record RowPosition(long offset, int row) implements Comparable<RowPosition> {
    private static final Comparator<RowPosition> AS_READ =
            Comparator.comparingLong(RowPosition::offset).thenComparingInt(RowPosition::row);

    public RowPosition {
        if (offset < 0 || row < 0) {
            throw new IllegalArgumentException("invalid row position: offset %d, row %d".formatted(offset, row));
        }
    }

    @Override
    public int compareTo(RowPosition other) {
        return AS_READ.compare(this, other);
    }

    /** Returns {@code offset.row}, or only {@code offset} for row 0. */
    @Override
    public String toString() {
        return row == 0 ? Long.toString(offset) : offset + "." + row;
    }

    /** Parses the format of {@link #toString}. */
    static RowPosition of(String text) {
        int dot = text.indexOf('.');
        return dot < 0
                ? new RowPosition(Long.parseLong(text), 0)
                : new RowPosition(Long.parseLong(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }
}
