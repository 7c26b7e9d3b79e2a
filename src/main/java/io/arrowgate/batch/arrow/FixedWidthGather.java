package io.arrowgate.batch.arrow;

import org.apache.arrow.memory.util.MemoryUtil;

/** Copies the non-null fixed-width cells of listed rows out of a vector, in the order of the list. */
public final class FixedWidthGather {
    private FixedWidthGather() {}

    /** @param address of the vector's first cell */
    static int[] ints(long address, int[] rows) {
        int[] cells = new int[rows.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = MemoryUtil.getInt(address + ((long) rows[i] << 2));
        }
        return cells;
    }

    /**
     * Copies the 8-byte cells of the listed rows.
     *
     * @param address of the vector's first cell
     */
    public static long[] longs(long address, int[] rows) {
        long[] cells = new long[rows.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = MemoryUtil.getLong(address + ((long) rows[i] << 3));
        }
        return cells;
    }
}
