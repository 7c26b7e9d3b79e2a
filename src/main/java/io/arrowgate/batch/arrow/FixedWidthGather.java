package io.arrowgate.batch.arrow;

import org.apache.arrow.memory.util.MemoryUtil;

/** Copies cells of fixed width, none of them null, out of a vector: one for each of a list of rows, in its order. */
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
     * Copies 8-byte cells of some rows.
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
