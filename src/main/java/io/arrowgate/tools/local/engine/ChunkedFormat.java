package io.arrowgate.tools.local.engine;

import com.sun.jna.Pointer;
import java.util.Locale;
import java.util.Set;

/**
 * Classifies formats by whether the engine's chunks can be concatenated to one result. The engine writes each chunk as a
 * complete result, including everything before and after the rows.
 *
 * <p>Names of formats: <a href="https://clickhouse.com/docs/interfaces/formats">ClickHouse's documentation</a>.
 */
enum ChunkedFormat {
    /** Only rows. */
    ROWS,
    /** Names and types as binary strings, then the rows. */
    NAMES_AND_TYPES,
    /** Any other format: the result cannot be streamed. */
    WHOLE;

    private static final Set<String> ROW_FORMATS = Set.of(
            "tabseparated",
            "tsv",
            "tabseparatedraw",
            "tsvraw",
            "raw",
            "csv",
            "customseparated",
            "jsoneachrow",
            "jsonlines",
            "ndjson",
            "jsoncompacteachrow",
            "jsonstringseachrow",
            "rowbinary",
            "native",
            "lineasstring",
            "rawblob",
            "null");

    static ChunkedFormat of(String format) {
        String name = format.toLowerCase(Locale.ROOT);
        if (name.equals("rowbinarywithnamesandtypes")) {
            return NAMES_AND_TYPES;
        }
        return ROW_FORMATS.contains(name) ? ROWS : WHOLE;
    }

    /** Returns the number of bytes before the rows of a chunk. */
    long headerBytes(Pointer chunk) {
        if (this != NAMES_AND_TYPES) {
            return 0;
        }
        VarInts at = new VarInts(chunk);
        long strings = 2 * at.next();
        for (long i = 0; i < strings; i++) {
            at.skip(at.next());
        }
        return at.offset;
    }

    /** Reads numbers of seven bits per byte, the lowest first; all but the last byte have the eighth bit set. */
    private static final class VarInts {
        private final Pointer bytes;
        private long offset;

        VarInts(Pointer bytes) {
            this.bytes = bytes;
        }

        long next() {
            long value = 0;
            int shift = 0;
            byte b;
            do {
                b = bytes.getByte(offset++);
                value |= (long) (b & 0x7F) << shift;
                shift += 7;
            } while (b < 0);
            return value;
        }

        void skip(long count) {
            offset += count;
        }
    }
}
