package io.arrowgate.decode.json;

import static io.arrowgate.decode.json.JsonValueScanner.UNSURE;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.decode.row.FieldNode;
import io.arrowgate.decode.row.FieldValues;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads ordinary JSON records from their bytes without allocation, and leaves others to {@link LibraryJsonReader}. It accepts
 * only records that the library accepts, and finds the same values. It enters the objects and arrays that have fields inside,
 * and skips others.
 *
 * <p>Records of a stream mostly have the same names in the same order. So each name is first compared with the name at the same
 * position of the previous record, and looked up only if it differs.
 */
final class JsonScanner {
    /** Names at later positions share the last slot, which is never compared, and are always looked up. */
    private static final int SLOTS = 256;

    static final int MANY = SLOTS - 1;

    private byte[] lastRecord = {};
    private int expected;
    private int names;
    private final int[] nameStarts = new int[SLOTS];
    private final int[] nameLengths = new int[SLOTS];
    private final FieldNode[] parents = new FieldNode[SLOTS];
    private final FieldNode[] nodes = new FieldNode[SLOTS];

    private int count;
    private boolean regular;
    private final int[] fields = new int[SLOTS];
    private final int[] valueStarts = new int[SLOTS];
    private final int[] valueEnds = new int[SLOTS];
    private final List<Container> containers = new ArrayList<>();

    /**
     * Fills the values from a record of valid UTF-8. If it returns false, the values are undefined.
     *
     * @param root node of the whole record
     */
    boolean scan(byte[] record, FieldNode root, FieldValues values) {
        names = 0;
        count = 0;
        containers.clear();
        regular = true;
        int start = ByteRanges.skipWhiteSpace(record, 0);
        boolean inside =
                start < record.length && (record[start] == '{' || (record[start] == '[' && root.hasElements()));
        int end = inside ? scanInside(record, start, root, values) : UNSURE;
        boolean ordinary = end != UNSURE && ByteRanges.skipWhiteSpace(record, end) == record.length;
        expected = ordinary ? Math.min(names, SLOTS - 1) : 0;
        lastRecord = record;
        return ordinary;
    }

    /** Returns the number of values in the last record; {@link #MANY} if there were more than slots. */
    int valueCount() {
        return Math.min(count, MANY);
    }

    /** Returns whether the text between the values alone decides to which fields the values belong. */
    boolean isRegular() {
        return regular;
    }

    /** Returns the last record's objects and arrays that are fields and have fields inside. */
    List<Container> containers() {
        return containers;
    }

    /** Returns the field of the last record's value at a position, or {@link FieldIndex#UNKNOWN}. */
    int field(int position) {
        return fields[position];
    }

    int valueStart(int position) {
        return valueStarts[position];
    }

    int valueEnd(int position) {
        return valueEnds[position];
    }

    /** Scans an object or array; like the methods for its parts, it returns the position after it. */
    private int scanInside(byte[] record, int start, FieldNode node, FieldValues values) {
        return record[start] == '{' ? scanObject(record, start, node, values) : scanArray(record, start, node, values);
    }

    private int scanObject(byte[] record, int start, FieldNode node, FieldValues values) {
        int at = ByteRanges.skipWhiteSpace(record, start + 1);
        if (at < record.length && record[at] == '}') {
            return at + 1;
        }
        while (true) {
            int slot = Math.min(names++, SLOTS - 1);
            int nameEnd = scanName(record, at, node, slot);
            int value = nameEnd == UNSURE ? UNSURE : JsonValueScanner.afterColon(record, nameEnd);
            FieldNode named = nodes[slot];
            if (named == null) {
                values.addIgnored(1);
            }
            int end = value == UNSURE ? UNSURE : scanValue(record, value, named, values);
            if (end == UNSURE) {
                return UNSURE;
            }
            at = ByteRanges.skipWhiteSpace(record, end);
            if (at < record.length && record[at] == ',') {
                at = ByteRanges.skipWhiteSpace(record, at + 1);
            } else {
                return at < record.length && record[at] == '}' ? at + 1 : UNSURE;
            }
        }
    }

    private int scanArray(byte[] record, int start, FieldNode node, FieldValues values) {
        int at = ByteRanges.skipWhiteSpace(record, start + 1);
        if (at < record.length && record[at] == ']') {
            return at + 1;
        }
        for (int index = 0; ; index++) {
            int end = scanValue(record, at, node.element(index), values);
            if (end == UNSURE) {
                return UNSURE;
            }
            at = ByteRanges.skipWhiteSpace(record, end);
            if (at < record.length && record[at] == ',') {
                at = ByteRanges.skipWhiteSpace(record, at + 1);
            } else {
                return at < record.length && record[at] == ']' ? at + 1 : UNSURE;
            }
        }
    }

    /** Stores the node of the name at {@code start} in the slot; returns the position after the name. */
    private int scanName(byte[] record, int start, FieldNode parent, int slot) {
        if (start >= record.length || record[start] != '"') {
            return UNSURE;
        }
        if (slot < expected && parents[slot] == parent && isExpected(record, start + 1, slot)) {
            nameStarts[slot] = start + 1;
            return start + nameLengths[slot] + 2;
        }
        int end = JsonValueScanner.stringEnd(record, start);
        if (end == UNSURE) {
            return UNSURE;
        }
        parents[slot] = parent;
        nodes[slot] = parent.child(record, start + 1, end - 1);
        nameStarts[slot] = start + 1;
        nameLengths[slot] = end - start - 2;
        return end;
    }

    private boolean isExpected(byte[] record, int start, int slot) {
        int end = start + nameLengths[slot];
        return end < record.length
                && record[end] == '"'
                && ByteRanges.equal(record, start, lastRecord, nameStarts[slot], nameLengths[slot]);
    }

    /** @param node of the value, or null */
    private int scanValue(byte[] record, int start, FieldNode node, FieldValues values) {
        if (node == null || node.isLeaf()) {
            return scanWhole(record, start, node == null ? FieldIndex.UNKNOWN : node.field(), values);
        }
        boolean first = values.enter(node);
        boolean inside = start < record.length
                && ((record[start] == '{' && node.hasNames()) || (record[start] == '[' && node.hasElements()));
        if (!inside) {
            regular = false;
            // The library reads a text that is an object or array.
            return beginsJsonText(record, start) ? UNSURE : scanWhole(record, start, node.field(), values);
        }
        regular &= first;
        int firstValue = count;
        int end = scanInside(record, start, node, values);
        if (end != UNSURE && node.field() != FieldIndex.UNKNOWN) {
            if (JsonValueScanner.hasNonFinite(record, start, end)) {
                return UNSURE;
            }
            values.setNested(node.field(), record, start, end);
            containers.add(new Container(node.field(), start, end, firstValue, count));
        }
        return end;
    }

    /** Returns whether the value is a string that may be an object or array. An object has quotes, which are escaped. */
    private static boolean beginsJsonText(byte[] record, int start) {
        if (start >= record.length || record[start] != '"') {
            return false;
        }
        int at = ByteRanges.skipWhiteSpace(record, start + 1);
        return at < record.length && (record[at] == '[' || record[at] == '{');
    }

    private int scanWhole(byte[] record, int start, int field, FieldValues values) {
        int end = JsonValueScanner.valueEnd(record, start);
        if (end == UNSURE) {
            return UNSURE;
        }
        int slot = Math.min(count++, SLOTS - 1);
        fields[slot] = field;
        valueStarts[slot] = start;
        valueEnds[slot] = end;
        if (field == FieldIndex.UNKNOWN) {
            return end;
        }
        switch (record[start]) {
            case '"' -> values.setQuoted(field, record, start + 1, end - 1);
            case '{', '[' -> {
                if (JsonValueScanner.hasNonFinite(record, start, end)) {
                    return UNSURE;
                }
                values.setNested(field, record, start, end);
            }
            case 'n' -> {
                if (record[start + 1] == 'u') {
                    values.setNull(field);
                } else { // nan
                    values.setText(field, record, start, end);
                }
            }
            default -> values.setText(field, record, start, end);
        }
        return end;
    }

    /**
     * Locates an object or array that is a field and has fields inside.
     *
     * @param start position of its first byte
     * @param end position after its last byte
     * @param firstValue number of the record's values before it
     * @param endValue number of the record's values up to its end
     */
    record Container(int field, int start, int end, int firstValue, int endValue) {}
}
