package io.arrowgate.batch;

import io.arrowgate.ingest.RowSlots;
import io.arrowgate.stream.ColumnType;
import io.arrowgate.stream.StreamDefinition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The series between two hand-overs, numbered from 0 in order of their first appearance.
 *
 * <p>A row is known by the bytes of its key and label columns as they are; the {@link SeriesName} is written once a series, not once
 * a row.
 */
final class SeriesNumbers {
    private static final int NULL = -1;

    private final SeriesName name;
    private final int[] columns;
    private final boolean[] isText;
    /** Whether a series is one text, as most are: a key column always has a value, so its bytes are the key. */
    private final boolean isOneText;

    private final DictionaryBuilder keys = new DictionaryBuilder();
    private final List<String> names = new ArrayList<>();
    private ByteBuffer key = ByteBuffer.allocate(128);

    SeriesNumbers(StreamDefinition stream) {
        name = new SeriesName(stream);
        columns = stream.nameColumns().stream().mapToInt(stream::columnIndex).toArray();
        isText = new boolean[columns.length];
        for (int i = 0; i < columns.length; i++) {
            isText[i] = stream.columns().get(columns[i]).type() == ColumnType.STRING;
        }
        isOneText = columns.length == 1 && isText[0];
    }

    /** The number of the row's series, new or known. */
    int indexOf(RowSlots row) {
        int index = isOneText
                ? keys.indexOf(row.bytes(columns[0]), row.start(columns[0]), row.length(columns[0]))
                : indexOfColumns(row);
        if (index == names.size()) {
            name.write(row);
            names.add(new String(name.bytes(), 0, name.length(), StandardCharsets.UTF_8));
        }
        return index;
    }

    private int indexOfColumns(RowSlots row) {
        key.clear();
        for (int i = 0; i < columns.length; i++) {
            int column = columns[i];
            if (row.isNull(column)) {
                reserve(Integer.BYTES);
                key.putInt(NULL);
            } else if (isText[i]) {
                int length = row.length(column);
                reserve(Integer.BYTES + length);
                key.putInt(length).put(row.bytes(column), row.start(column), length);
            } else {
                reserve(Integer.BYTES + Long.BYTES);
                key.putInt(Long.BYTES).putLong(row.bits(column));
            }
        }
        return keys.indexOf(key.array(), 0, key.position());
    }

    /** The series' names, by their numbers. */
    String[] names() {
        return names.toArray(String[]::new);
    }

    /** What is kept for all of them, in bytes. */
    int keyBytes() {
        return keys.valueBytes();
    }

    /** Forgets all of them. */
    void clear() {
        keys.clear();
        names.clear();
    }

    private void reserve(int more) {
        if (key.remaining() < more) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(key.capacity() * 2, key.position() + more));
            key = larger.put(key.flip());
        }
    }
}
