package io.arrowgate.batch.arrow;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.common.Swar;
import io.arrowgate.decode.value.RowBuffer;
import java.util.Arrays;
import org.apache.arrow.vector.VarCharVector;

/**
 * The distinct strings of one column of an open batch, numbered from 0 in order of their first appearance.
 *
 * <p>An open-addressing hash table over ranges of one byte array: a string that is known costs a hash and a comparison, and no
 * object. A slot holds the hash's upper half, which also says where the slot is looked for, and below it the number plus one; 0 is
 * a free slot.
 */
public final class DictionaryBuilder {
    /** An odd number near 2^64 divided by the golden ratio: spreads bits well under multiplication (Knuth, 6.4). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Little, because a stream may have a thousand dictionaries; they grow in their first batch. */
    private static final int INITIAL_SLOTS = 1 << 6;

    private static final int INITIAL_BYTES = 1 << 10;
    private static final int KEPT_BYTES = 1 << 20;

    private static final long HASH = 0xFFFF_FFFF_0000_0000L;

    private long[] slots = new long[INITIAL_SLOTS];
    /** Where the value of each number begins, and behind the last value where the next one will. */
    private int[] begins = new int[INITIAL_SLOTS / 2 + 1];

    private byte[] values = new byte[INITIAL_BYTES];
    /** A dictionary that one batch made larger than this is released at the next clear. */
    private final int keptBytes;

    private int size;
    private int last = -1;

    public DictionaryBuilder() {
        this(KEPT_BYTES);
    }

    /** @param keptBytes of the values whose memory is reused after a {@link #clear} */
    DictionaryBuilder(int keptBytes) {
        this.keptBytes = keptBytes;
    }

    /** The number of this string, new or known. */
    public int indexOf(byte[] source, int start, int length) {
        if (last >= 0 && isValue(last, source, start, length)) {
            return last;
        }
        long hash = hash(source, start, length) & HASH;
        int slot = home(hash);
        while (slots[slot] != 0) {
            int candidate = (int) slots[slot] - 1;
            if ((slots[slot] & HASH) == hash && isValue(candidate, source, start, length)) {
                last = candidate;
                return candidate;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        last = add(source, start, length, hash);
        return last;
    }

    int size() {
        return size;
    }

    /** Fills a slot with the string of this number. */
    void read(int number, int column, RowBuffer row) {
        row.setBytes(column, values, begins[number], begins[number + 1] - begins[number]);
    }

    /** Length of all values together, in bytes. */
    int valueBytes() {
        return begins[size];
    }

    /** Fills the vector with the values, in the order of their numbers. */
    void copyTo(VarCharVector vector) {
        vector.allocateNew(valueBytes(), size);
        for (int i = 0; i < size; i++) {
            vector.set(i, values, begins[i], begins[i + 1] - begins[i]);
        }
        vector.setValueCount(size);
    }

    /** Forgets all values. */
    public void clear() {
        size = 0;
        last = -1;
        if (values.length > keptBytes) {
            slots = new long[INITIAL_SLOTS];
            begins = new int[INITIAL_SLOTS / 2 + 1];
            values = new byte[INITIAL_BYTES];
        } else {
            Arrays.fill(slots, 0);
        }
    }

    private int add(byte[] source, int start, int length, long hash) {
        if (size == begins.length - 1) {
            grow();
        }
        int begin = begins[size];
        if (values.length - begin < length) {
            values = Arrays.copyOf(values, Math.max(values.length * 2, begin + length));
        }
        System.arraycopy(source, start, values, begin, length);
        slots[freeSlot(hash)] = hash | (size + 1);
        size++;
        begins[size] = begin + length;
        return size - 1;
    }

    private void grow() {
        begins = Arrays.copyOf(begins, size * 2 + 1);
        long[] filled = slots;
        slots = new long[size * 4];
        for (long slot : filled) {
            if (slot != 0) {
                slots[freeSlot(slot)] = slot;
            }
        }
    }

    private int freeSlot(long hash) {
        int slot = home(hash);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    /** The slot to begin with. */
    private int home(long hash) {
        return (int) (hash >>> 32) & (slots.length - 1);
    }

    private boolean isValue(int index, byte[] source, int start, int length) {
        int begin = begins[index];
        return begins[index + 1] - begin == length && ByteRanges.equal(values, begin, source, start, length);
    }

    /** Its upper half counts. */
    static long hash(byte[] source, int start, int length) {
        int last = length - Long.BYTES;
        if (last < 0) {
            return mix(length, Swar.first(Swar.loadOrZero(source, start), length));
        }
        long hash = length;
        for (int at = 0; at < last; at += Long.BYTES) {
            hash = mix(hash, Swar.load(source, start + at));
        }
        return mix(hash, Swar.load(source, start + last));
    }

    /** Both halves of the product, so that the word's upper bytes, where names mostly differ, reach all bits. */
    private static long mix(long hash, long word) {
        long mixed = hash ^ word;
        return Math.multiplyHigh(mixed, SPREAD) ^ mixed * SPREAD;
    }
}
