package io.arrowgate.decode.row;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lists the elements of a record. An element is a range of the record's bytes, maybe between other bytes, or the problem of a part of
 * the record that has none. Reused for all records.
 */
public final class RecordElements {
    private static final int INITIAL = 64;
    private static final int KEPT = 64 * 1024;

    private static final int NO_PART = 0;
    private static final byte[] NOTHING = {};

    private int[] starts = new int[INITIAL];
    private int[] ends = new int[INITIAL];
    /** Part before each element, or -1 - index of its problem. */
    private int[] before = new int[INITIAL];
    /** Part after each element. */
    private int[] after = new int[INITIAL];

    private int count;
    private final List<byte[]> parts = new ArrayList<>();
    private final List<UndecodableRecordException> problems = new ArrayList<>();

    /** Removes all elements, and frees the memory of a huge list. */
    public void clear() {
        count = 0;
        if (starts.length > KEPT) {
            resize(INITIAL);
        }
        parts.clear();
        parts.add(NOTHING);
        problems.clear();
    }

    /** Appends a range. */
    public void add(int start, int end) {
        add(start, end, NO_PART, NO_PART);
    }

    /** Appends a range between two parts from {@link #addPart}. */
    public void add(int start, int end, int before, int after) {
        if (count == starts.length) {
            resize(2 * count);
        }
        starts[count] = start;
        ends[count] = end;
        this.before[count] = before;
        this.after[count] = after;
        count++;
    }

    /** Appends the problem of a part of the record that has no elements. */
    public void add(UndecodableRecordException problem) {
        problems.add(problem);
        add(0, 0, -problems.size(), NO_PART);
    }

    /** Adds bytes for use before or after elements; returns their number. */
    public int addPart(byte[] bytes) {
        parts.add(bytes);
        return parts.size() - 1;
    }

    private void resize(int length) {
        starts = Arrays.copyOf(starts, length);
        ends = Arrays.copyOf(ends, length);
        before = Arrays.copyOf(before, length);
        after = Arrays.copyOf(after, length);
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
     * Returns an element's bytes with the parts around it in an array of their own, because the decoders use the array's end as the
     * record's end, which is faster for records of one row.
     *
     * @throws UndecodableRecordException if the element is a problem
     */
    public byte[] copy(byte[] record, int element) throws UndecodableRecordException {
        if (before[element] < 0) {
            throw problems.get(-1 - before[element]);
        }
        byte[] first = parts.get(before[element]);
        byte[] last = parts.get(after[element]);
        int length = ends[element] - starts[element];
        byte[] copy = Arrays.copyOf(first, first.length + length + last.length);
        System.arraycopy(record, starts[element], copy, first.length, length);
        System.arraycopy(last, 0, copy, first.length + length, last.length);
        return copy;
    }
}
