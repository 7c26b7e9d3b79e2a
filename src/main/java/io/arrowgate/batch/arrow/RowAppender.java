package io.arrowgate.batch.arrow;

import io.arrowgate.batch.arrow.BatchColumn.Bits;
import io.arrowgate.batch.arrow.BatchColumn.Dictionary;
import io.arrowgate.batch.arrow.BatchColumn.Fixed32Column;
import io.arrowgate.batch.arrow.BatchColumn.Fixed64Column;
import io.arrowgate.batch.arrow.BatchColumn.Text;
import io.arrowgate.decode.value.RowBuffer;
import java.util.List;

/**
 * Copies rows into the vectors of the open batch, the columns of one kind after those of another: a loop in which every call has
 * the same target is compiled without calls.
 */
final class RowAppender {
    private final List<BatchColumn> all;
    private final Fixed32Column[] fourBytes;
    private final Fixed64Column[] eightBytes;
    private final Dictionary[] dictionaries;
    private final Bits[] bits;
    private final Text[] texts;

    RowAppender(List<BatchColumn> columns) {
        all = List.copyOf(columns);
        fourBytes = all.stream().filter(Fixed32Column.class::isInstance).toArray(Fixed32Column[]::new);
        eightBytes = all.stream().filter(Fixed64Column.class::isInstance).toArray(Fixed64Column[]::new);
        dictionaries = all.stream().filter(Dictionary.class::isInstance).toArray(Dictionary[]::new);
        bits = all.stream().filter(Bits.class::isInstance).toArray(Bits[]::new);
        texts = all.stream().filter(Text.class::isInstance).toArray(Text[]::new);
        int known = fourBytes.length + eightBytes.length + dictionaries.length + bits.length + texts.length;
        if (known < all.size()) {
            throw new IllegalArgumentException("a column of a kind that is not among the five: " + columns);
        }
    }

    /** Prepares the vectors for a new batch. */
    void begin() {
        all.forEach(BatchColumn::begin);
    }

    /** Sets the cells of {@code index}, which must be below the vectors' capacity. */
    void append(int index, RowBuffer row) {
        for (Fixed32Column column : fourBytes) {
            column.append(index, row);
        }
        for (Fixed64Column column : eightBytes) {
            column.append(index, row);
        }
        for (Dictionary column : dictionaries) {
            column.append(index, row);
        }
        for (Bits column : bits) {
            column.append(index, row);
        }
        for (Text column : texts) {
            column.append(index, row);
        }
    }

    /** What the rows since {@link #begin} take beyond the columns' fixed widths. */
    long variableBytes() {
        long bytes = 0;
        for (Dictionary column : dictionaries) {
            bytes += column.variableBytes();
        }
        for (Text column : texts) {
            bytes += column.variableBytes();
        }
        return bytes;
    }
}
