package io.arrowgate.tools.verify.compare;

import io.arrowgate.decode.value.RowBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Recognizes rows that version 0.1.0 decoded by its own rules. The batches of the Arrow topic show what it decoded: a row of the table is
 * unaltered if it has the same values. Memory holds an entry for each row that this version decodes differently.
 */
public final class EarlierVersionRows {
    /** Hashes of the rows by partition and offset. */
    private final Map<Integer, Map<Long, Long>> hashes = new HashMap<>();

    /** Records the only row of a raw record, as version 0.1.0 decoded it. */
    void add(int partition, long offset, RowBuffer row) {
        hashes.computeIfAbsent(partition, number -> new HashMap<>()).put(offset, hash(row));
    }

    /** Returns whether {@code found} is the row that version 0.1.0 decoded. */
    boolean explains(int partition, long offset, int rowInRecord, RowBuffer found) {
        Long hash = rowInRecord == 0 ? hashes.getOrDefault(partition, Map.of()).get(offset) : null;
        return hash != null && hash == hash(found);
    }

    private static long hash(RowBuffer row) {
        long hash = 0;
        for (int column = 0; column < row.columns(); column++) {
            if (row.isNull(column)) {
                hash = mix(hash, Long.MIN_VALUE);
            } else if (row.bytes(column) == null) {
                hash = mix(hash, row.bits(column));
            } else {
                hash = mix(hash, row.length(column));
                for (int i = 0; i < row.length(column); i++) {
                    hash = mix(hash, row.bytes(column)[row.start(column) + i]);
                }
            }
        }
        return hash;
    }

    /** Mixes 64 bits as the finalizer of SplitMix64 does. */
    private static long mix(long hash, long value) {
        long mixed = hash * 31 + value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
