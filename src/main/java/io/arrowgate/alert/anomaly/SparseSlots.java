package io.arrowgate.alert.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Holds numbers by slot, and takes memory only for known ones: a bit for each slot, and the numbers of known slots side by side.
 * Most series of a large fleet have few readings.
 */
final class SparseSlots {
    private static final int FIRST_CAPACITY = 4;

    private final int slots;
    private final long[] known;
    /** In the order of the slots; longer than the number of known slots. */
    private float[] values = new float[FIRST_CAPACITY];

    /** @param slots a multiple of 8 */
    SparseSlots(int slots) {
        this.slots = slots;
        known = new long[(slots + Long.SIZE - 1) / Long.SIZE];
    }

    static int maxBytes(int slots) {
        return slots / Byte.SIZE + slots * Float.BYTES;
    }

    /** Returns the number in the slot; NaN if it is unknown. */
    float get(int slot) {
        return isKnown(slot) ? values[position(slot)] : Float.NaN;
    }

    void set(int slot, float value) {
        int position = position(slot);
        if (!isKnown(slot)) {
            insert(position);
            known[slot / Long.SIZE] |= 1L << slot;
        }
        values[position] = value;
    }

    /** Copies the numbers of other slots, as many as here. */
    void set(SparseSlots other) {
        System.arraycopy(other.known, 0, known, 0, known.length);
        if (values.length < other.values.length) {
            values = other.values.clone();
        } else {
            System.arraycopy(other.values, 0, values, 0, other.values.length);
        }
    }

    private boolean isKnown(int slot) {
        return (known[slot / Long.SIZE] >>> slot & 1) != 0;
    }

    /** Returns the number of known slots before this one. */
    private int position(int slot) {
        int word = slot / Long.SIZE;
        int position = Long.bitCount(known[word] & (1L << slot) - 1);
        for (int i = 0; i < word; i++) {
            position += Long.bitCount(known[i]);
        }
        return position;
    }

    private void insert(int position) {
        int size = position(slots - 1) + (isKnown(slots - 1) ? 1 : 0);
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.min(slots, size + size / 2));
        }
        System.arraycopy(values, position, values, position + 1, size - position);
    }

    /** Writes for each eight slots a byte with a bit for each known one, and then their numbers. */
    void write(DataOutput out) throws IOException {
        int position = 0;
        for (int begin = 0; begin < slots; begin += Byte.SIZE) {
            int bits = (int) (known[begin / Long.SIZE] >>> begin & 0xFF);
            out.writeByte(bits);
            for (int i = 0; i < Integer.bitCount(bits); i++) {
                out.writeFloat(values[position++]);
            }
        }
    }

    void read(DataInput in) throws IOException {
        for (int begin = 0; begin < slots; begin += Byte.SIZE) {
            int bits = in.readUnsignedByte();
            for (int i = 0; i < Byte.SIZE; i++) {
                if ((bits >> i & 1) != 0) {
                    set(begin + i, in.readFloat());
                }
            }
        }
    }
}
