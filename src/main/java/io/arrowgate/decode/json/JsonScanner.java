package io.arrowgate.decode.json;

import static io.arrowgate.decode.json.JsonValueScanner.UNSURE;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.decode.row.FieldValues;

/**
 * Reads ordinary JSON objects from their bytes without allocation, and leaves others to {@link LibraryJsonReader}. It accepts
 * only records that the library accepts, and finds the same values.
 *
 * <p>Records of a stream mostly have the same names in the same order. So each name is first compared with the name at the same
 * position of the previous record, and looked up only if it differs.
 */
final class JsonScanner {
    /** Names at later positions share the last slot, which is never compared, and are always looked up. */
    private static final int SLOTS = 256;

    static final int MANY = SLOTS - 1;

    private final FieldIndex fieldIndex;

    private byte[] lastRecord = {};
    private int expected;
    private final int[] nameStarts = new int[SLOTS];
    private final int[] nameLengths = new int[SLOTS];
    private final int[] fields = new int[SLOTS];
    private final int[] valueStarts = new int[SLOTS];
    private final int[] valueEnds = new int[SLOTS];

    JsonScanner(FieldIndex fieldIndex) {
        this.fieldIndex = fieldIndex;
    }

    /** Fills the values from a record of valid UTF-8. If it returns false, the values are undefined. */
    boolean scan(byte[] record, FieldValues values) {
        int names = scanObject(record, values);
        expected = Math.min(Math.max(0, names), SLOTS - 1);
        lastRecord = record;
        return names != UNSURE;
    }

    /** Returns the number of values in the last record; {@link #MANY} if there were more than slots. */
    int valueCount() {
        return expected;
    }

    /** Returns the field of the last record's value at a position. */
    int field(int position) {
        return fields[position];
    }

    int valueStart(int position) {
        return valueStarts[position];
    }

    int valueEnd(int position) {
        return valueEnds[position];
    }

    /** Returns how many names there are. */
    private int scanObject(byte[] record, FieldValues values) {
        int at = ByteRanges.skipWhiteSpace(record, 0);
        if (at == record.length || record[at] != '{') {
            return UNSURE;
        }
        at = ByteRanges.skipWhiteSpace(record, at + 1);
        if (at < record.length && record[at] == '}') {
            return endsAfter(record, at) ? 0 : UNSURE;
        }
        for (int position = 0; ; position++) {
            int slot = Math.min(position, SLOTS - 1);
            int nameEnd = scanName(record, at, slot);
            int value = nameEnd == UNSURE ? UNSURE : JsonValueScanner.afterColon(record, nameEnd);
            int valueEnd = value == UNSURE ? UNSURE : scanValue(record, value, fields[slot], values);
            if (valueEnd == UNSURE) {
                return UNSURE;
            }
            valueStarts[slot] = value;
            valueEnds[slot] = valueEnd;
            at = ByteRanges.skipWhiteSpace(record, valueEnd);
            if (at < record.length && record[at] == ',') {
                at = ByteRanges.skipWhiteSpace(record, at + 1);
            } else if (at < record.length && record[at] == '}' && endsAfter(record, at)) {
                return position + 1;
            } else {
                return UNSURE;
            }
        }
    }

    private static boolean endsAfter(byte[] record, int brace) {
        return ByteRanges.skipWhiteSpace(record, brace + 1) == record.length;
    }

    /** Stores the field of the name at {@code start} in the slot; returns the position after the name. */
    private int scanName(byte[] record, int start, int slot) {
        if (start >= record.length || record[start] != '"') {
            return UNSURE;
        }
        if (slot < expected && isExpected(record, start + 1, slot)) {
            nameStarts[slot] = start + 1;
            return start + nameLengths[slot] + 2;
        }
        int end = JsonValueScanner.stringEnd(record, start);
        if (end == UNSURE) {
            return UNSURE;
        }
        fields[slot] = fieldIndex.find(record, start + 1, end - 1);
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

    /** Returns the position after the value. */
    private static int scanValue(byte[] record, int start, int field, FieldValues values) {
        int end = JsonValueScanner.valueEnd(record, start);
        if (end == UNSURE) {
            return UNSURE;
        }
        if (field == FieldIndex.UNKNOWN) {
            values.addIgnored(1);
            return end;
        }
        switch (record[start]) {
            case '"' -> values.setText(field, record, start + 1, end - 1);
            case '{', '[' -> values.setNested(field);
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
}
