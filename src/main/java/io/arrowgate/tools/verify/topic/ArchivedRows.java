package io.arrowgate.tools.verify.topic;

import io.arrowgate.batch.arrow.OffsetRange;
import io.arrowgate.batch.arrow.RowPosition;
import java.util.HashMap;
import java.util.Map;

/** Holds the rows that an archive removed from a table: ranges of offsets for each position in the raw records. */
public final class ArchivedRows {
    private final Map<Integer, OffsetRanges> offsets = new HashMap<>();

    /** Adds the rows at one position of consecutive records. */
    public void add(int row, OffsetRange range) {
        offsets.computeIfAbsent(row, position -> new OffsetRanges()).add(range);
    }

    public boolean contains(int partition, RowPosition row) {
        OffsetRanges atRow = offsets.get(row.row());
        return atRow != null && atRow.contains(partition, row.offset());
    }
}
