package io.arrowgate.batch.arrow;

import io.arrowgate.batch.arrow.BatchColumn.Bits;
import io.arrowgate.batch.arrow.BatchColumn.Dictionary;
import io.arrowgate.batch.arrow.BatchColumn.Fixed32Column;
import io.arrowgate.batch.arrow.BatchColumn.Fixed64Column;
import io.arrowgate.batch.arrow.BatchColumn.Text;
import io.arrowgate.decode.value.RowBuffer;
import java.util.List;

/**
 * Copies rows into the vectors of the open batch, grouped by kind of column: the JIT compiler inlines a loop in which every call has
 * the same target.
 */
final class RowAppender {
    private final List<BatchColumn> all;
    private final Fixed32Column[] fixed32;
    private final Fixed64Column[] fixed64;
    private final Dictionary[] dictionaries;
    private final Bits[] bits;
    private final Text[] texts;

    RowAppender(List<BatchColumn> columns) {
        all = List.copyOf(columns);
        fixed32 = all.stream().filter(Fixed32Column.class::isInstance).toArray(Fixed32Column[]::new);
        fixed64 = all.stream().filter(Fixed64Column.class::isInstance).toArray(Fixed64Column[]::new);
        dictionaries = all.stream().filter(Dictionary.class::isInstance).toArray(Dictionary[]::new);
        bits = all.stream().filter(Bits.class::isInstance).toArray(Bits[]::new);
        texts = all.stream().filter(Text.class::isInstance).toArray(Text[]::new);
        int known = fixed32.length + fixed64.length + dictionaries.length + bits.length + texts.length;
        if (known < all.size()) {
            throw new IllegalArgumentException("a column is not of one of the five kinds: " + columns);
        }
    }

    /** Prepares the vectors for a new batch. */
    void begin() {
        all.forEach(BatchColumn::begin);
    }

    /** Sets the cells at {@code index}, which must be below the vectors' capacity. */
    void append(int index, RowBuffer row) {
        for (Fixed32Column column : fixed32) {
            column.append(index, row);
        }
        for (Fixed64Column column : fixed64) {
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

    /** Returns the variable-length bytes of the rows since {@link #begin}. */
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
