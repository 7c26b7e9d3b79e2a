package io.arrowgate.decode.row;

import java.util.Arrays;

/** Holds the values of one raw record's known fields as byte ranges, until the row is filled. */
public final class FieldValues {
    private static final byte NULL = 0;
    private static final byte TEXT = 1;
    private static final byte NESTED = 2;
    private static final byte INSTANT = 3;

    private final byte[] kinds;
    private final byte[][] bytes;
    private final int[] starts;
    private final int[] ends;
    private long instantMicros;
    private int ignored;

    public FieldValues(int fields) {
        kinds = new byte[fields];
        bytes = new byte[fields][];
        starts = new int[fields];
        ends = new int[fields];
    }

    /** Clears the values. The arrays of the previous record stay referenced until the next value of each field. */
    public void clear() {
        Arrays.fill(kinds, NULL);
        ignored = 0;
    }

    public void setNull(int field) {
        kinds[field] = NULL;
    }

    /** Sets a value that is an object or an array. */
    public void setNested(int field) {
        kinds[field] = NESTED;
    }

    /** Sets a string, or the text of a number or a boolean. */
    public void setText(int field, byte[] source, int start, int end) {
        kinds[field] = TEXT;
        bytes[field] = source;
        starts[field] = start;
        ends[field] = end;
    }

    /** Sets an instant that does not come from the record's text. A record has at most one such value. */
    public void setInstant(int field, long epochMicros) {
        kinds[field] = INSTANT;
        instantMicros = epochMicros;
    }

    /** Counts fields that no column uses. */
    public void addIgnored(int fields) {
        ignored += fields;
    }

    public boolean isNull(int field) {
        return kinds[field] == NULL;
    }

    public boolean isNested(int field) {
        return kinds[field] == NESTED;
    }

    boolean isInstant(int field) {
        return kinds[field] == INSTANT;
    }

    long instantMicros() {
        return instantMicros;
    }

    public byte[] bytes(int field) {
        return bytes[field];
    }

    public int start(int field) {
        return starts[field];
    }

    public int end(int field) {
        return ends[field];
    }

    public int ignored() {
        return ignored;
    }
}
