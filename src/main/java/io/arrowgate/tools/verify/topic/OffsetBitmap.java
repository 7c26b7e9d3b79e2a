package io.arrowgate.tools.verify.topic;

import java.util.BitSet;
import java.util.TreeMap;

/**
 * A set of offsets of one partition, at one bit for each offset of the stretches that have any: 125 KB for a million, however
 * they lie.
 */
public final class OffsetBitmap {
    private static final int PAGE_BITS = 20;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;

    private final TreeMap<Long, BitSet> pages = new TreeMap<>();

    /** Whether the offset is new. */
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

    /** The first offset of the set from {@code offset} on; {@link Long#MAX_VALUE} if there is none. */
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
