package io.arrowgate.decode.row;

import io.arrowgate.decode.value.RowBuffer;
import java.util.Arrays;

/** Holds the values of one raw record's known fields as byte ranges, until the row is filled. */
public final class FieldValues {
    private static final byte NULL = 0;
    private static final byte TEXT = 1;
    private static final byte NESTED = 2;
    private static final byte INSTANT = 3;
    private static final byte QUOTED = 4;
    private static final byte ESCAPED = 5;

    private final byte[] kinds;
    private final byte[][] bytes;
    private final int[] starts;
    private final int[] ends;
    /** JSON texts of strings with escapes. */
    private final byte[][] json;

    private final boolean[] entered;
    private long instantMicros;
    private int ignored;

    public FieldValues(FieldIndex index) {
        int fields = index.fieldCount();
        kinds = new byte[fields];
        bytes = new byte[fields][];
        starts = new int[fields];
        ends = new int[fields];
        json = new byte[fields][];
        entered = new boolean[index.nodeCount()];
    }

    /** Clears the values. The arrays of the previous record stay referenced until the next value of each field. */
    public void clear() {
        Arrays.fill(kinds, NULL);
        Arrays.fill(entered, false);
        ignored = 0;
    }

    public void setNull(int field) {
        kinds[field] = NULL;
    }

    /**
     * Begins the values inside of an object or array. If a duplicate name has set them before, the last one counts.
     *
     * @return false for a duplicate
     */
    public boolean enter(FieldNode node) {
        boolean first = !entered[node.number];
        entered[node.number] = true;
        if (!first) {
            clearInside(node);
        }
        return first;
    }

    /** Clears the values inside of an object or array. */
    public void clearInside(FieldNode node) {
        for (int field : node.nestedFields()) {
            kinds[field] = NULL;
        }
    }

    /** Sets a value that is an object or an array, as its JSON text. */
    public void setNested(int field, byte[] source, int start, int end) {
        set(field, NESTED, source, start, end);
    }

    /** Sets a string, or the text of a number or a boolean. */
    public void setText(int field, byte[] source, int start, int end) {
        set(field, TEXT, source, start, end);
    }

    /** Sets a JSON string without escapes, between two quotes. */
    public void setQuoted(int field, byte[] source, int start, int end) {
        set(field, QUOTED, source, start, end);
    }

    /**
     * Sets a JSON string that may have escapes.
     *
     * @param jsonText with quotes and escapes
     */
    public void setQuoted(int field, byte[] text, byte[] jsonText) {
        set(field, ESCAPED, text, 0, text.length);
        json[field] = jsonText;
    }

    private void set(int field, byte kind, byte[] source, int start, int end) {
        kinds[field] = kind;
        bytes[field] = source;
        starts[field] = start;
        ends[field] = end;
    }

    /** Sets a field to the value of another. */
    void copy(int from, int field) {
        set(field, kinds[from], bytes[from], starts[from], ends[from]);
        json[field] = json[from];
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

    /** Returns whether the value is a JSON string. */
    boolean isQuoted(int field) {
        return kinds[field] >= QUOTED;
    }

    /** Fills a cell with a JSON string as its JSON text. */
    void writeJson(int field, RowBuffer row, int column) {
        if (kinds[field] == ESCAPED) {
            row.setBytes(column, json[field], 0, json[field].length);
        } else {
            row.setBytes(column, bytes[field], starts[field] - 1, ends[field] - starts[field] + 2);
        }
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
