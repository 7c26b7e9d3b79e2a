package io.arrowgate.batch.arrow;

import io.arrowgate.config.BatchSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnType;

/**
 * Sizes the buffers of an open batch by bytes, so that streams with more columns get fewer rows.
 *
 * <p>Buffers are allocated in powers of two, vectors double as they grow, and encoding creates a compressed copy of each buffer. The
 * shares of the Arrow memory leave room for all of these.
 *
 * @param rows capacity of the vectors
 * @param rawBytes size before compression at which a batch closes
 * @param keptTextBytes largest buffer of a text column that the next batch reuses; larger ones are released
 * @param keptDictionaryBytes the same for the values of a dictionary, which are on the heap
 */
public record BatchCapacity(int rows, long rawBytes, int keptTextBytes, int keptDictionaryBytes) {
    private static final int VECTORS_SHARE = 16;
    private static final int RAW_SHARE = 8;
    private static final long MAX_RAW_BYTES = 32L << 20;
    private static final int MAX_KEPT_TEXT_BYTES = 8 << 20;
    private static final int MAX_KEPT_DICTIONARY_BYTES = 1 << 20;
    /** Smaller buffers cost more than their content. */
    private static final int MIN_KEPT_BYTES = 1 << 10;

    /** Returns the Arrow memory that gives room for this many rows. */
    static long arrowMemoryFor(StreamDefinition stream, int rows) {
        return (rowBits(stream) * rows / Byte.SIZE + 1) * VECTORS_SHARE;
    }

    /** Initial bytes of a text column's buffer for each row. */
    private static final int TEXT_BYTES = 8;

    public static BatchCapacity of(StreamDefinition stream, BatchSettings settings) {
        long vectorBytes = settings.arrowMemoryBytes() / VECTORS_SHARE;
        long rows = vectorBytes * Byte.SIZE / rowBits(stream);
        long rawBytes = Math.min(MAX_RAW_BYTES, settings.arrowMemoryBytes() / RAW_SHARE);
        return new BatchCapacity(
                (int) Math.max(1, Math.min(settings.maxRows(), rows)),
                rawBytes,
                kept(rawBytes, MAX_KEPT_TEXT_BYTES, count(stream, false)),
                kept(rawBytes, MAX_KEPT_DICTIONARY_BYTES, count(stream, true)));
    }

    /** Returns the initial bytes of a text column's buffer. */
    long initialTextBytes() {
        return Math.min((long) TEXT_BYTES * rows, keptTextBytes);
    }

    /** Rounds down to a power of two, because allocations are powers of two and must not exceed the share. */
    private static int kept(long total, int most, long columns) {
        return Integer.highestOneBit((int) Math.max(MIN_KEPT_BYTES, Math.min(most, total / Math.max(1, columns))));
    }

    private static long count(StreamDefinition stream, boolean dictionary) {
        return stream.columns().stream()
                .filter(column -> column.type().isText() && stream.isDictionaryEncoded(column) == dictionary)
                .count();
    }

    /** Returns the bits of a row in buffers of fixed length: values, text offsets, dictionary indices, topic ids, and validity. */
    static long rowBits(StreamDefinition stream) {
        long lineage = 3L * Integer.SIZE + 2L * Long.SIZE + LineageColumns.ALL.size();
        lineage += stream.arrow().dictionaries() ? 0 : (long) TopicIdColumn.TEXT_BYTES * Byte.SIZE;
        return lineage
                + stream.columns().stream()
                        .mapToLong(column -> 1 + bits(column.type()))
                        .sum();
    }

    private static long bits(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> 1;
            case STRING, JSON, INT32, FLOAT32, DATE -> Integer.SIZE;
            case INT64, UINT64, FLOAT64, TIMESTAMP -> Long.SIZE;
        };
    }
}
