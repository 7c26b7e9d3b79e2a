package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.client.InvalidResponseException;
import io.arrowgate.clickhouse.client.RowBinaryResponse;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds the highest offsets of one topic, decoded from a ClickHouse response.
 *
 * @param rowsRead number of rows of the table that the query has read
 * @param byPartition partitions without rows are absent
 */
record HighestOffsets(long rowsRead, Map<Integer, Long> byPartition) {
    /** Number of rows after which the query stops. A job that was restored from an old state has many rows above its own. */
    static final int MAX_ROWS = 1_000_000;

    /** Returns whether the query has read all rows, so that an absent partition has none. */
    boolean isComplete() {
        return rowsRead < MAX_ROWS;
    }

    /**
     * Decodes the response from ClickHouse's RowBinary format: rows read, number of partitions, and an array of partition and offset.
     *
     * @throws InvalidResponseException if the response is truncated or malformed
     */
    static HighestOffsets decode(byte[] rowBinary) throws InvalidResponseException {
        return RowBinaryResponse.decode(rowBinary, "a list of highest offsets", HighestOffsets::read);
    }

    private static HighestOffsets read(RowBinaryResponse response) throws InvalidResponseException {
        long rowsRead = response.int64();
        long count = response.int64();
        int length = response.length();
        if (length != count) {
            throw InvalidResponseException.incomplete("expected %d highest offsets, got %d".formatted(count, length));
        }
        Map<Integer, Long> highest = new HashMap<>();
        for (int i = 0; i < length; i++) {
            // The partition precedes its offset.
            highest.merge(response.int32(), response.int64(), Math::max);
        }
        return new HighestOffsets(rowsRead, highest);
    }
}
