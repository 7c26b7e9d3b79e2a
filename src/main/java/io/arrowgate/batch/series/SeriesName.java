package io.arrowgate.batch.series;

import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Writes the name of a series and its labels: the values of the key columns separated by commas, a semicolon, and the values of the
 * label columns separated by commas. A backslash escapes commas, semicolons and backslashes in values. A null label is written as
 * an empty one; numbers are written in digits, times in microseconds, dates in days.
 *
 * <p>The part before the semicolon is a key of Flink state, so the format never changes. Not thread-safe: keeps scratch space.
 */
public final class SeriesName {
    /** Number of buckets of a stream's series. Flink state depends on it, so it never changes. */
    public static final int BUCKETS = 128;

    private final int[] columns;
    private final ColumnType[] types;
    private final int keyColumns;
    private byte[] bytes = new byte[64];
    private int length;

    SeriesName(StreamDefinition stream) {
        List<String> names = stream.nameColumns();
        columns = names.stream().mapToInt(stream::columnIndex).toArray();
        types = names.stream().map(column -> stream.column(column).type()).toArray(ColumnType[]::new);
        keyColumns = stream.seriesKey().size();
    }

    /** Writes the name of the row's series to {@link #bytes}, from 0 to {@link #length}, replacing the previous one. */
    void write(RowBuffer row) {
        length = 0;
        for (int i = 0; i < columns.length; i++) {
            if (i > 0) {
                put(i == keyColumns ? ';' : ',');
            }
            if (!row.isNull(columns[i])) {
                putValue(types[i], columns[i], row);
            }
        }
        if (columns.length == keyColumns) {
            put(';');
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Returns the key part of a name, without labels. */
    public static String key(String name) {
        return name.substring(0, keyLength(name));
    }

    /** Returns the bucket of a series: the CRC-32C of the name's key part, modulo the number of buckets. */
    public static int bucket(String name) {
        CRC32C crc = new CRC32C();
        crc.update(key(name).getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % BUCKETS);
    }

    /** Returns the values of a name, key columns first. */
    public static List<String> values(String name) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ',' || c == ';') {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(c == '\\' ? name.charAt(++i) : c);
            }
        }
        values.add(value.toString());
        return values;
    }

    private static int keyLength(String name) {
        if (name.indexOf('\\') < 0) {
            return name.indexOf(';');
        }
        int i = 0;
        while (name.charAt(i) != ';') {
            i += name.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    private void putValue(ColumnType type, int column, RowBuffer row) {
        switch (type) {
            case STRING, JSON -> putText(row.bytes(column), row.start(column), row.length(column));
            case FLOAT32 -> putText(Float.toString(Float.intBitsToFloat((int) row.bits(column))));
            case FLOAT64 -> putText(Double.toString(Double.longBitsToDouble(row.bits(column))));
            case UINT64 -> putText(Long.toUnsignedString(row.bits(column)));
            default -> putText(Long.toString(row.bits(column)));
        }
    }

    private void putText(String text) {
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        putText(source, 0, source.length);
    }

    private void putText(byte[] source, int start, int count) {
        reserve(2 * count);
        // Local variables halve the time of the loop.
        byte[] target = bytes;
        int end = length;
        for (int i = start; i < start + count; i++) {
            byte value = source[i];
            if (value == ',' || value == ';' || value == '\\') {
                target[end++] = '\\';
            }
            target[end++] = value;
        }
        length = end;
    }

    private void put(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
