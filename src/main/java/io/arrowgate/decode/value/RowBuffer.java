package io.arrowgate.decode.value;

import java.util.Arrays;

/**
 * Holds one decoded row in a cell for each column. The decoder fills it, the open batch copies it; one instance is reused for all
 * rows.
 *
 * <p>Fixed-width values are stored as the 64 bits of their Arrow representation: int32, int64, uint64 and days unchanged, booleans as 0 or
 * 1, timestamps in microseconds, floats as {@link Float#floatToRawIntBits}, doubles as {@link Double#doubleToRawLongBits}. Strings
 * are UTF-8 ranges of a byte array, which may belong to the raw record; they are valid until the next record.
 */
public final class RowBuffer {
    private final boolean[] present;
    private final long[] bits;
    private final byte[][] bytes;
    private final int[] start;
    private final int[] length;

    public RowBuffer(int columns) {
        present = new boolean[columns];
        bits = new long[columns];
        bytes = new byte[columns][];
        start = new int[columns];
        length = new int[columns];
    }

    /** Sets every cell to null. */
    public void clear() {
        Arrays.fill(present, false);
    }

    public void setNull(int column) {
        present[column] = false;
    }

    public void setBits(int column, long value) {
        present[column] = true;
        bits[column] = value;
    }

    /** Sets a string to {@code length} bytes of {@code source} from {@code start}. */
    public void setBytes(int column, byte[] source, int start, int length) {
        present[column] = true;
        bytes[column] = source;
        this.start[column] = start;
        this.length[column] = length;
    }

    public boolean isNull(int column) {
        return !present[column];
    }

    public long bits(int column) {
        return bits[column];
    }

    public byte[] bytes(int column) {
        return bytes[column];
    }

    public int start(int column) {
        return start[column];
    }

    public int length(int column) {
        return length[column];
    }

    public int columns() {
        return present.length;
    }
}
