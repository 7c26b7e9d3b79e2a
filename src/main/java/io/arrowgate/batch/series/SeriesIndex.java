package io.arrowgate.batch.series;

import io.arrowgate.batch.arrow.BatchBuilder;
import io.arrowgate.batch.arrow.BatchColumn;
import io.arrowgate.batch.arrow.DictionaryBuilder;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.stream.StreamDefinition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Numbers the series of rows of an open batch from 0 in order of their first appearance.
 *
 * <p>Compares the key and label columns of rows by their values in the batch, which are mostly dictionary indices. So the
 * {@link SeriesName} is written once for each series, not for each row.
 */
final class SeriesIndex {
    /** Limit of the total length of names in one call, which only the last name may exceed. */
    static final int MAX_NAME_BYTES = 1 << 20;

    private static final int NONE = -1;

    private final SeriesName name;
    private final BatchColumn[] columns;
    /** Dictionary of each text column that is not dictionary-encoded; null for other columns. */
    private final DictionaryBuilder[] texts;

    private final RowBuffer row;
    private final ByteBuffer key;
    private final DictionaryBuilder keys = new DictionaryBuilder();
    private final List<String> names = new ArrayList<>();
    private int nameBytes;

    SeriesIndex(StreamDefinition stream, BatchBuilder batch) {
        name = new SeriesName(stream);
        columns = stream.nameColumns().stream()
                .map(column -> batch.column(stream.columnIndex(column)))
                .toArray(BatchColumn[]::new);
        texts = Arrays.stream(columns)
                .map(column -> column instanceof BatchColumn.Text ? new DictionaryBuilder() : null)
                .toArray(DictionaryBuilder[]::new);
        row = new RowBuffer(stream.columns().size());
        key = ByteBuffer.allocate(columns.length * Long.BYTES);
    }

    /**
     * Returns the series numbers of the rows from {@code begin} to {@code end}, exclusive, or of the first of these rows if the
     * names exceed {@link #MAX_NAME_BYTES}. Clears the series of the previous call.
     */
    int[] assign(int begin, int end) {
        names.clear();
        Arrays.stream(texts).filter(Objects::nonNull).forEach(DictionaryBuilder::clear);
        nameBytes = 0;
        int[] numbers = new int[end - begin];
        int count = columns.length == 1 && columns[0] instanceof BatchColumn.Dictionary column
                ? numberByDictionary(column, begin, numbers)
                : numberByKey(begin, numbers);
        return count == numbers.length ? numbers : Arrays.copyOf(numbers, count);
    }

    /** Returns the names of the series, by their numbers. */
    String[] names() {
        return names.toArray(String[]::new);
    }

    /** Numbers series with one key column by its dictionary index; key columns are never null. */
    private int numberByDictionary(BatchColumn.Dictionary column, int begin, int[] numbers) {
        int[] known = new int[column.values()];
        Arrays.fill(known, NONE);
        int i = 0;
        for (; i < numbers.length && nameBytes < MAX_NAME_BYTES; i++) {
            int value = column.number(begin + i);
            if (known[value] == NONE) {
                known[value] = names.size();
                addName(begin + i);
            }
            numbers[i] = known[value];
        }
        return i;
    }

    private int numberByKey(int begin, int[] numbers) {
        keys.clear();
        int i = 0;
        for (; i < numbers.length && nameBytes < MAX_NAME_BYTES; i++) {
            key.clear();
            for (int column = 0; column < columns.length; column++) {
                key.putLong(code(column, begin + i));
            }
            numbers[i] = keys.indexOf(key.array(), 0, key.capacity());
            if (numbers[i] == names.size()) {
                addName(begin + i);
            }
        }
        return i;
    }

    /** Returns a code that is unique to the cell's value in its column. Only text may be null; its codes are never below 0. */
    private long code(int i, int index) {
        if (columns[i] instanceof BatchColumn.Dictionary dictionary) {
            return dictionary.isNull(index) ? NONE : dictionary.number(index);
        }
        int column = columns[i].column;
        columns[i].read(index, row);
        if (row.isNull(column)) {
            return NONE;
        }
        return texts[i] == null
                ? row.bits(column)
                : texts[i].indexOf(row.bytes(column), row.start(column), row.length(column));
    }

    private void addName(int index) {
        for (BatchColumn column : columns) {
            column.read(index, row);
        }
        name.write(row);
        names.add(new String(name.bytes(), 0, name.length(), StandardCharsets.UTF_8));
        nameBytes += name.length();
    }
}
