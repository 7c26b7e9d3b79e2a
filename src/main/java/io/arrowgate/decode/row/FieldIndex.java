package io.arrowgate.decode.row;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the number of the raw field with a given name. The decoder stores the field's value under this number until it fills the
 * columns.
 *
 * <p>Names match regardless of ASCII case and surrounding blanks. Names of different fields that differ in case only match
 * exactly, except names that begin with an underscore: these are parts of a record, such as its time.
 */
public final class FieldIndex {
    public static final int UNKNOWN = -1;

    private final List<byte[]> names = new ArrayList<>();
    private final List<Integer> fields = new ArrayList<>();
    private final int[][] columnFields;
    private final int fieldCount;
    private final byte[][] slotNames;
    private final int[] slotFields;
    /** True for a name that only its exact spelling matches. */
    private final boolean[] slotExact;

    public FieldIndex(StreamDefinition stream) {
        int count = 0;
        for (ColumnDefinition column : stream.columns()) {
            if (column.source().contains(column.name())) {
                int field = add(column.name(), count);
                count = Math.max(count, field + 1);
                column.aliases().forEach(alias -> add(alias, field));
            }
        }
        columnFields = new int[stream.columns().size()][];
        for (int i = 0; i < columnFields.length; i++) {
            List<String> source = stream.columns().get(i).source();
            columnFields[i] = new int[source.size()];
            for (int j = 0; j < source.size(); j++) {
                columnFields[i][j] = add(source.get(j), count);
                count = Math.max(count, columnFields[i][j] + 1);
            }
        }
        fieldCount = count;
        int slots = Integer.highestOneBit(names.size()) * 4;
        slotNames = new byte[slots][];
        slotFields = new int[slots];
        slotExact = new boolean[slots];
        for (int i = 0; i < names.size(); i++) {
            fillSlot(names.get(i), fields.get(i));
        }
    }

    /** Returns the number of fields; fields are numbered from 0. */
    public int fieldCount() {
        return fieldCount;
    }

    /** Returns the fields whose values are joined into a column. */
    public int[] fieldsOf(int column) {
        return columnFields[column];
    }

    /** Returns the field of this name, or {@link #UNKNOWN}. */
    public int find(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return find(bytes, 0, bytes.length);
    }

    /** Returns the field whose name is this range of bytes, or {@link #UNKNOWN}. */
    public int find(byte[] bytes, int start, int end) {
        int first = ByteRanges.trimStart(bytes, start, end);
        int last = ByteRanges.trimEnd(bytes, first, end);
        int slot = hash(bytes, first, last) & (slotNames.length - 1);
        while (slotNames[slot] != null) {
            if (equalsIgnoringCase(slotNames[slot], bytes, first, last)
                    && (!slotExact[slot] || equal(slotNames[slot], bytes, first, last))) {
                return slotFields[slot];
            }
            slot = (slot + 1) & (slotNames.length - 1);
        }
        return UNKNOWN;
    }

    /** Adds the name for a new field unless it is known; returns the field of the name. */
    private int add(String name, int newField) {
        byte[] bytes = name.strip().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < names.size(); i++) {
            boolean isPart = bytes.length > 0 && bytes[0] == '_';
            if (isPart
                    ? equalsIgnoringCase(names.get(i), bytes, 0, bytes.length)
                    : Arrays.equals(names.get(i), bytes)) {
                return fields.get(i);
            }
        }
        names.add(bytes);
        fields.add(newField);
        return newField;
    }

    private void fillSlot(byte[] name, int field) {
        int slot = hash(name, 0, name.length) & (slotNames.length - 1);
        while (slotNames[slot] != null) {
            slot = (slot + 1) & (slotNames.length - 1);
        }
        slotNames[slot] = name;
        slotFields[slot] = field;
        slotExact[slot] = hasOtherSpelling(name, field);
    }

    private boolean hasOtherSpelling(byte[] name, int field) {
        for (int i = 0; i < names.size(); i++) {
            if (fields.get(i) != field && equalsIgnoringCase(names.get(i), name, 0, name.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(byte[] name, byte[] bytes, int start, int end) {
        return Arrays.equals(name, 0, name.length, bytes, start, end);
    }

    /** Hashes the length and three bytes only, so that a name of megabytes costs nothing. */
    private static int hash(byte[] bytes, int start, int end) {
        if (start == end) {
            return 0;
        }
        int hash = end - start;
        hash = hash * 31 + fold(bytes[start]);
        hash = hash * 31 + fold(bytes[(start + end) >>> 1]);
        hash = hash * 31 + fold(bytes[end - 1]);
        return hash ^ (hash >>> 7);
    }

    private static boolean equalsIgnoringCase(byte[] name, byte[] bytes, int start, int end) {
        if (name.length != end - start) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (name[i] != bytes[start + i] && fold(name[i]) != fold(bytes[start + i])) {
                return false;
            }
        }
        return true;
    }

    private static int fold(byte b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }
}
