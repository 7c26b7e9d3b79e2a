package io.arrowgate.tools.verify.topic;

import io.arrowgate.batch.arrow.RowPosition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds a set of rows of one partition, with a bit for each, and a bit for each offset that has a row. */
public final class RowBitmap {
    private final OffsetBitmap offsets = new OffsetBitmap();
    /** Offsets by position in their records. */
    private final TreeMap<Integer, OffsetBitmap> rows = new TreeMap<>();

    /** Adds a row; returns whether it is new. */
    public boolean add(long offset, int row) {
        offsets.add(offset);
        return rows.computeIfAbsent(row, position -> new OffsetBitmap()).add(offset);
    }

    public boolean contains(long offset, int row) {
        OffsetBitmap atRow = rows.get(row);
        return atRow != null && atRow.contains(offset);
    }

    /** Returns the positions of an offset's rows in their record. */
    public List<Integer> rows(long offset) {
        return offsets.contains(offset)
                ? rows.entrySet().stream()
                        .filter(atRow -> atRow.getValue().contains(offset))
                        .map(Map.Entry::getKey)
                        .toList()
                : List.of();
    }

    /** Returns the first offset with a row from {@code offset} on, or {@link Long#MAX_VALUE} if there is none. */
    public long next(long offset) {
        return offsets.next(offset);
    }

    /**
     * Returns whether the set has a row between two others, both exclusive.
     *
     * @param after null for the begin of the partition
     */
    public boolean containsBetween(RowPosition after, RowPosition before) {
        if (after != null && after.offset() == before.offset()) {
            return containsBetween(after.row() + 1, before.row(), before.offset());
        }
        return offsets.next(after == null ? 0 : after.offset() + 1) < before.offset()
                || containsBetween(0, before.row(), before.offset())
                || (after != null && containsBetween(after.row() + 1, Integer.MAX_VALUE, after.offset()));
    }

    private boolean containsBetween(int firstRow, int endRow, long offset) {
        return firstRow < endRow
                && rows.subMap(firstRow, endRow).values().stream().anyMatch(atRow -> atRow.contains(offset));
    }
}
