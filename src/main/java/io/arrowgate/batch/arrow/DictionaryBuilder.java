package io.arrowgate.batch.arrow;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.common.Swar;
import io.arrowgate.decode.value.RowBuffer;
import java.util.Arrays;
import org.apache.arrow.vector.VarCharVector;

/**
 * Collects the distinct strings of one column of an open batch, with indices from 0 in order of their first appearance.
 *
 * <p>An open-addressing hash table over ranges of one byte array. Looking up a known string costs a hash and a comparison, and
 * allocates nothing. The upper half of a slot is the upper half of the hash, which also selects the slot; the lower half is the
 * index plus one. 0 is a free slot.
 */
public final class DictionaryBuilder {
    /** An odd number near 2^64 divided by the golden ratio, which spreads bits well when multiplied (Knuth, 6.4). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Small, because a stream may have a thousand dictionaries; they grow in their first batch. */
    private static final int INITIAL_SLOTS = 1 << 6;

    private static final int INITIAL_BYTES = 1 << 10;
    private static final int KEPT_BYTES = 1 << 20;

    private static final long HASH = 0xFFFF_FFFF_0000_0000L;

    private long[] slots = new long[INITIAL_SLOTS];
    /** Start of each value in {@link #values}, followed by the end of the last value. */
    private int[] begins = new int[INITIAL_SLOTS / 2 + 1];

    private byte[] values = new byte[INITIAL_BYTES];
    /** A dictionary larger than this is released at the next clear. */
    private final int keptBytes;

    private int size;
    private int last = -1;

    public DictionaryBuilder() {
        this(KEPT_BYTES);
    }

    /** @param keptBytes memory for values that is reused after a {@link #clear} */
    DictionaryBuilder(int keptBytes) {
        this.keptBytes = keptBytes;
    }

    /** Returns the index of the string, which is added if it is new. */
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

    /** Copies the string with this index to a cell of the row buffer. */
    void read(int number, int column, RowBuffer row) {
        row.setBytes(column, values, begins[number], begins[number + 1] - begins[number]);
    }

    /** Returns the total length of all values in bytes. */
    int valueBytes() {
        return begins[size];
    }

    /** Copies the values to the vector, in the order of their indices. */
    void copyTo(VarCharVector vector) {
        vector.allocateNew(valueBytes(), size);
        for (int i = 0; i < size; i++) {
            vector.set(i, values, begins[i], begins[i + 1] - begins[i]);
        }
        vector.setValueCount(size);
    }

    /** Removes all values. */
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

    /** Returns the slot at which probing begins. */
    private int home(long hash) {
        return (int) (hash >>> 32) & (slots.length - 1);
    }

    private boolean isValue(int index, byte[] source, int start, int length) {
        int begin = begins[index];
        return begins[index + 1] - begin == length && ByteRanges.equal(values, begin, source, start, length);
    }

    /** Hashes the bytes; only the upper half of the result is used. */
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

    /** Combines both halves of the product, so that the word's upper bytes, where names mostly differ, affect all bits. */
    private static long mix(long hash, long word) {
        long mixed = hash ^ word;
        return Math.multiplyHigh(mixed, SPREAD) ^ mixed * SPREAD;
    }
}
