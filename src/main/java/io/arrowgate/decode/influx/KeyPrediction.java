package io.arrowgate.decode.influx;

import java.util.Arrays;

/**
 * Predicts the next key of a point from the one before it, since the points of a topic mostly have the same keys in the same order.
 * A correct prediction replaces the scan for the key's end and the search for its field. Other keys only cost the comparison.
 */
final class KeyPrediction {
    static final int NONE = -1;

    /** Longer keys are not remembered, which bounds the memory. */
    private static final int MAX_LENGTH = 128;

    /** The last key after each field's, as in the record, with its equals sign. The first is for the start of a point. */
    private final byte[][] keys;

    private final int[] lengths;
    private final int[] fields;
    private int previous;

    /** @param fieldCount number of known fields */
    KeyPrediction(int fieldCount) {
        keys = new byte[fieldCount + 1][];
        lengths = new int[fieldCount + 1];
        fields = new int[fieldCount + 1];
    }

    /** Begins a point. */
    void reset() {
        previous = 0;
    }

    /** Returns the position of the equals sign of the predicted key if the record has this key at {@code start}, or {@link #NONE}. */
    int end(byte[] record, int start) {
        int length = lengths[previous];
        int end = start + length;
        return length > 0 && end <= record.length && Arrays.equals(keys[previous], 0, length, record, start, end)
                ? end - 1
                : NONE;
    }

    /** Returns the field of the key that {@link #end} has found, and predicts the key after it. */
    int accept() {
        previous = fields[previous] + 1;
        return previous - 1;
    }

    /**
     * Remembers a key that was not predicted, and predicts the key after it. Keys that no column uses are not remembered: then the
     * known key after them is predicted in their place, and is found.
     *
     * @param end position of the equals sign
     * @param field of the key
     */
    void learn(byte[] record, int start, int end, int field) {
        int length = end + 1 - start;
        if (length <= MAX_LENGTH) {
            if (keys[previous] == null) {
                keys[previous] = new byte[MAX_LENGTH];
            }
            System.arraycopy(record, start, keys[previous], 0, length);
            lengths[previous] = length;
            fields[previous] = field;
        }
        previous = field + 1;
    }
}
