package io.arrowgate.tools.verify.topic;

import java.util.BitSet;
import java.util.TreeMap;

/**
 * Holds a set of offsets of one partition in pages of a million bits (125 KB). Pages without offsets
 * take no memory.
 */
public final class OffsetBitmap {
    private static final int PAGE_BITS = 20;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;

    private final TreeMap<Long, BitSet> pages = new TreeMap<>();

    /** Adds an offset; returns whether it is new. */
    public boolean add(long offset) {
        BitSet page = pages.computeIfAbsent(offset >> PAGE_BITS, number -> new BitSet());
        int bit = (int) (offset & (PAGE_SIZE - 1));
        if (page.get(bit)) {
            return false;
        }
        page.set(bit);
        return true;
    }

    public boolean contains(long offset) {
        BitSet page = pages.get(offset >> PAGE_BITS);
        return page != null && page.get((int) (offset & (PAGE_SIZE - 1)));
    }

    /** Returns the first offset of the set from {@code offset} on, or {@link Long#MAX_VALUE} if there is none. */
    public long next(long offset) {
        for (var page : pages.tailMap(offset >> PAGE_BITS).entrySet()) {
            long begin = page.getKey() << PAGE_BITS;
            int bit = page.getValue().nextSetBit((int) Math.max(0, offset - begin));
            if (bit >= 0) {
                return begin + bit;
            }
        }
        return Long.MAX_VALUE;
    }
}
