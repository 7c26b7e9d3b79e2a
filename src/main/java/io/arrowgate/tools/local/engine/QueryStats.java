package io.arrowgate.tools.local.engine;

import java.util.Locale;

/** Holds the statistics of a statement: rows and bytes read, written and returned, and elapsed nanoseconds. */
public record QueryStats(
        long readRows,
        long readBytes,
        long writtenRows,
        long writtenBytes,
        long resultRows,
        long resultBytes,
        long elapsedNanos) {
    public static final QueryStats NONE = new QueryStats(0, 0, 0, 0, 0, 0, 0);

    /** Returns these statistics with those of the result's next chunk, whose read counts are totals of the query. */
    QueryStats plusChunk(QueryStats chunk) {
        return new QueryStats(
                Math.max(readRows, chunk.readRows),
                Math.max(readBytes, chunk.readBytes),
                0,
                0,
                resultRows + chunk.resultRows,
                resultBytes + chunk.resultBytes,
                chunk.elapsedNanos);
    }

    /** Returns the value of the header X-ClickHouse-Summary, whose numbers are strings. */
    public String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\",\"written_bytes\":\"%d\","
                        + "\"total_rows_to_read\":\"0\",\"result_rows\":\"%d\",\"result_bytes\":\"%d\",\"elapsed_ns\":\"%d\"}",
                readRows,
                readBytes,
                writtenRows,
                writtenBytes,
                resultRows,
                resultBytes,
                elapsedNanos);
    }
}
