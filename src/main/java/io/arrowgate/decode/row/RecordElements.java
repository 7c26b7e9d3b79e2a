package io.arrowgate.decode.row;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lists the elements of a record. An element is a range of the record's bytes, maybe after a prefix, or the problem of a part without
 * elements. Reused for all records.
 */
public final class RecordElements {
    private static final int INITIAL = 64;
    private static final int KEPT = 64 * 1024;

    private static final byte[] NO_PREFIX = {};

    private int[] starts = new int[INITIAL];
    private int[] ends = new int[INITIAL];
    /** Index of each element's prefix, or -1 - index of its problem. */
    private int[] origins = new int[INITIAL];

    private int count;
    private final List<byte[]> prefixes = new ArrayList<>();
    private final List<UndecodableRecordException> problems = new ArrayList<>();

    /** Removes all elements, and frees the memory of a huge list. */
    public void clear() {
        count = 0;
        if (starts.length > KEPT) {
            resize(INITIAL);
        }
        prefixes.clear();
        prefixes.add(NO_PREFIX);
        problems.clear();
    }

    /** Appends a range. */
    public void add(int start, int end) {
        append(start, end, 0);
    }

    /** Appends a range that is preceded by bytes from {@link #addPrefix}. */
    public void add(int start, int end, int prefix) {
        append(start, end, prefix);
    }

    /** Appends the problem of a part of the record that has no elements. */
    public void add(UndecodableRecordException problem) {
        problems.add(problem);
        append(0, 0, -problems.size());
    }

    /** Adds bytes that precede elements; returns their number. */
    public int addPrefix(byte[] bytes) {
        prefixes.add(bytes);
        return prefixes.size() - 1;
    }

    private void append(int start, int end, int origin) {
        if (count == starts.length) {
            resize(2 * count);
        }
        starts[count] = start;
        ends[count] = end;
        origins[count] = origin;
        count++;
    }

    private void resize(int length) {
        starts = Arrays.copyOf(starts, length);
        ends = Arrays.copyOf(ends, length);
        origins = Arrays.copyOf(origins, length);
    }

    /** Returns the number of elements. */
    public int count() {
        return count;
    }

    /** Returns the position of an element's first byte. */
    public int start(int element) {
        return starts[element];
    }

    /** Returns the position after an element's last byte. */
    public int end(int element) {
        return ends[element];
    }

    /**
     * Returns an element's bytes with its prefix in an array of their own, because the decoders use the array's end as the record's
     * end, which is faster for records of one row.
     *
     * @throws UndecodableRecordException if the element is a problem
     */
    public byte[] copy(byte[] record, int element) throws UndecodableRecordException {
        if (origins[element] < 0) {
            throw problems.get(-1 - origins[element]);
        }
        byte[] prefix = prefixes.get(origins[element]);
        int length = ends[element] - starts[element];
        byte[] copy = Arrays.copyOf(prefix, prefix.length + length);
        System.arraycopy(record, starts[element], copy, prefix.length, length);
        return copy;
    }
}
