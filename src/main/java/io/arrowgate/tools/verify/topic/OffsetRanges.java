package io.arrowgate.tools.verify.topic;

import io.arrowgate.batch.arrow.OffsetRange;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Holds offsets of a topic as ranges, which may be added in any order and overlap. */
public final class OffsetRanges {
    /** By partition, the last offset of each range by its first offset. Ranges do not touch. */
    private final Map<Integer, TreeMap<Long, Long>> partitions = new HashMap<>();

    public void add(OffsetRange range) {
        TreeMap<Long, Long> known = partitions.computeIfAbsent(range.partition(), partition -> new TreeMap<>());
        long first = range.first();
        long last = range.last();
        Map.Entry<Long, Long> before = known.floorEntry(last);
        while (before != null && before.getValue() >= first) {
            known.remove(before.getKey());
            first = Math.min(first, before.getKey());
            last = Math.max(last, before.getValue());
            before = known.floorEntry(last);
        }
        known.put(first, last);
    }

    public boolean contains(int partition, long offset) {
        TreeMap<Long, Long> known = partitions.get(partition);
        Map.Entry<Long, Long> range = known == null ? null : known.floorEntry(offset);
        return range != null && range.getValue() >= offset;
    }
}
