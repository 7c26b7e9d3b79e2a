package io.arrowgate.tools.verify.topic;

import io.arrowgate.batch.arrow.RowPosition;
import io.arrowgate.batch.arrow.RowRange;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Holds rows of a topic as ranges, which may be added in any order and overlap. */
public final class RowRanges {
    /** By partition, the last row of each range by its first row. Ranges do not overlap. */
    private final Map<Integer, TreeMap<RowPosition, RowPosition>> partitions = new HashMap<>();

    public void add(RowRange range) {
        TreeMap<RowPosition, RowPosition> known =
                partitions.computeIfAbsent(range.partition(), partition -> new TreeMap<>());
        RowPosition first = range.first();
        RowPosition last = range.last();
        Map.Entry<RowPosition, RowPosition> before = known.floorEntry(last);
        while (before != null && before.getValue().compareTo(first) >= 0) {
            known.remove(before.getKey());
            first = before.getKey().compareTo(first) < 0 ? before.getKey() : first;
            last = before.getValue().compareTo(last) > 0 ? before.getValue() : last;
            before = known.floorEntry(last);
        }
        known.put(first, last);
    }

    public boolean contains(int partition, RowPosition row) {
        TreeMap<RowPosition, RowPosition> known = partitions.get(partition);
        Map.Entry<RowPosition, RowPosition> range = known == null ? null : known.floorEntry(row);
        return range != null && range.getValue().compareTo(row) >= 0;
    }
}
