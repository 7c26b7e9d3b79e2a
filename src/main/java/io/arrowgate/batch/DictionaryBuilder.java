package io.arrowgate.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.arrow.vector.VarCharVector;

/**
 * The distinct strings of one column of an open batch, numbered from 0 in order of their first appearance.
 *
 * <p>An open-addressing hash table over ranges of one byte array: a string that is known costs a hash and a comparison, and no
 * object.
 */
final class DictionaryBuilder {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** An odd number near 2^64 divided by the golden ratio: spreads bits well under multiplication (Knuth, 6.4). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final int INITIAL_SLOTS = 1 << 10;
    private static final int INITIAL_BYTES = 1 << 14;
    /** A dictionary that one batch made larger than this is given back at the next clear. */
    private static final int KEPT_BYTES = 1 << 20;

    private int[] slots = new int[INITIAL_SLOTS];
    private long[] hashes = new long[INITIAL_SLOTS / 2];
    private int[] ends = new int[INITIAL_SLOTS / 2];
    private byte[] values = new byte[INITIAL_BYTES];
    private int size;
    private int last = -1;

    /** The number of this string, new or known. */
    int indexOf(byte[] source, int start, int length) {
        if (last >= 0 && isValue(last, source, start, length)) {
            return last;
        }
        long hash = hash(source, start, length);
        int mask = slots.length - 1;
        int slot = (int) (hash >>> 32) & mask;
        while (slots[slot] != 0) {
            int candidate = slots[slot] - 1;
            if (hashes[candidate] == hash && isValue(candidate, source, start, length)) {
                last = candidate;
                return candidate;
            }
            slot = (slot + 1) & mask;
        }
        last = add(source, start, length, hash, slot);
        return last;
    }

    int size() {
        return size;
    }

    /** Length of all values together, in bytes. */
    int valueBytes() {
        return size == 0 ? 0 : ends[size - 1];
    }

    /** Fills the vector with the values, in the order of their numbers. */
    void copyTo(VarCharVector vector) {
        vector.allocateNew(valueBytes(), size);
        for (int i = 0; i < size; i++) {
            int begin = begin(i);
            vector.set(i, values, begin, ends[i] - begin);
        }
        vector.setValueCount(size);
    }

    /** Forgets all values. */
    void clear() {
        size = 0;
        last = -1;
        if (values.length > KEPT_BYTES) {
            slots = new int[INITIAL_SLOTS];
            hashes = new long[INITIAL_SLOTS / 2];
            ends = new int[INITIAL_SLOTS / 2];
            values = new byte[INITIAL_BYTES];
        } else {
            Arrays.fill(slots, 0);
        }
    }

    private int add(byte[] source, int start, int length, long hash, int slot) {
        if (size == ends.length) {
            grow();
            slot = freeSlot(hash);
        }
        int begin = valueBytes();
        if (values.length - begin < length) {
            values = Arrays.copyOf(values, Math.max(values.length * 2, begin + length));
        }
        System.arraycopy(source, start, values, begin, length);
        ends[size] = begin + length;
        hashes[size] = hash;
        slots[slot] = size + 1;
        return size++;
    }

    private void grow() {
        ends = Arrays.copyOf(ends, size * 2);
        hashes = Arrays.copyOf(hashes, size * 2);
        slots = new int[size * 4];
        for (int i = 0; i < size; i++) {
            slots[freeSlot(hashes[i])] = i + 1;
        }
    }

    private int freeSlot(long hash) {
        int mask = slots.length - 1;
        int slot = (int) (hash >>> 32) & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int begin(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    private boolean isValue(int index, byte[] source, int start, int length) {
        int begin = begin(index);
        return ends[index] - begin == length
                && Arrays.equals(values, begin, begin + length, source, start, start + length);
    }

    private static long hash(byte[] source, int start, int length) {
        long hash = length;
        int i = start;
        int end = start + length;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(source, i)) * SPREAD;
            hash ^= hash >>> 29;
        }
        long tail = 0;
        for (; i < end; i++) {
            tail = tail << 8 | (source[i] & 0xFF);
        }
        hash = (hash ^ tail) * SPREAD;
        return hash ^ hash >>> 29;
    }
}
