package io.arrowgate.tools.local.engine;

import com.sun.jna.Pointer;
import java.util.Locale;
import java.util.Set;

/**
 * Whether the answers that the engine hands out in chunks make one answer when they are put together: it writes each chunk as an
 * answer of its own, with everything that stands before and behind the rows.
 *
 * <p>Names of formats: <a href="https://clickhouse.com/docs/interfaces/formats">ClickHouse's documentation</a>.
 */
enum ChunkedFormat {
    /** Nothing but rows. */
    ROWS,
    /** Rows, and before them their names and types, as binary strings. */
    NAMES_AND_TYPES,
    /** Something else: the answer is made at one go. */
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

    /** How many bytes stand before the rows of a chunk. */
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

    /** Numbers of seven bits a byte, the lowest first; all but the last byte have the eighth bit set. */
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
