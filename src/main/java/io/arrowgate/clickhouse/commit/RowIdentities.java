package io.arrowgate.clickhouse.commit;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.RowPosition;
import io.arrowgate.batch.arrow.RowRange;
import io.arrowgate.clickhouse.client.InvalidResponseException;
import io.arrowgate.clickhouse.client.RowBinaryResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** Holds row identities of one topic, decoded from a ClickHouse response: distinct offsets by partition and row. */
final class RowIdentities {
    static final RowIdentities NONE = new RowIdentities(Map.of());

    private final Map<PartitionRow, long[]> offsets;

    /** Describes the rows at one position in the raw records of one partition. */
    private record PartitionRow(int partition, int row) {}

    private RowIdentities(Map<PartitionRow, long[]> offsets) {
        this.offsets = offsets;
    }

    /**
     * Wraps a query such that its response proves its own completeness, even without identities: one row with the number of identities,
     * followed by all of them.
     *
     * <p>Each identity is one tuple. Separate arrays would not match: ClickHouse appends the default values of a sparse column, such
     * as a {@code _partition} that is nearly always 0, to an aggregate after all its other values.
     *
     * @param identities a query that returns partitions {@code p} (int32), offsets {@code o} (int64) and rows {@code r} (int32)
     */
    static String query(String identities) {
        return "SELECT toUInt64(count()), groupArray((p, o, r)) FROM (%s)".formatted(identities);
    }

    /**
     * Decodes the response to a {@link #query} from ClickHouse's RowBinary format.
     *
     * @throws InvalidResponseException if the response is truncated or malformed
     */
    static RowIdentities decode(byte[] rowBinary) throws InvalidResponseException {
        return RowBinaryResponse.decode(rowBinary, "a list of row identities", RowIdentities::read);
    }

    private static RowIdentities read(RowBinaryResponse response) throws InvalidResponseException {
        long count = response.int64();
        int length = response.length();
        if (length != count) {
            throw InvalidResponseException.incomplete("expected %d row identities, got %d".formatted(count, length));
        }
        Map<PartitionRow, LongStream.Builder> builders = new HashMap<>();
        for (int i = 0; i < length; i++) {
            int partition = response.int32();
            long offset = response.int64();
            builders.computeIfAbsent(new PartitionRow(partition, response.int32()), key -> LongStream.builder())
                    .add(offset);
        }
        Map<PartitionRow, long[]> offsets = new HashMap<>();
        builders.forEach((key, builder) ->
                offsets.put(key, builder.build().sorted().distinct().toArray()));
        return new RowIdentities(offsets);
    }

    boolean contains(int partition, long offset, int row) {
        long[] known = offsets.get(new PartitionRow(partition, row));
        return known != null && Arrays.binarySearch(known, offset) >= 0;
    }

    /** Returns the number of distinct rows within the ranges of a batch. */
    int count(BatchId batch) {
        int count = 0;
        for (RowRange range : batch.ranges()) {
            for (Map.Entry<PartitionRow, long[]> rows : offsets.entrySet()) {
                if (rows.getKey().partition() == range.partition()) {
                    count += count(rows.getValue(), rows.getKey().row(), range);
                }
            }
        }
        return count;
    }

    private static int count(long[] offsets, int row, RowRange range) {
        RowPosition first = range.first();
        RowPosition last = range.last();
        // Of the first and the last record, the range includes only some rows.
        long from = row >= first.row() ? first.offset() : first.offset() + 1;
        long to = row <= last.row() ? last.offset() : last.offset() - 1;
        return Math.max(0, index(offsets, to + 1) - index(offsets, from));
    }

    /** Returns the index of the first offset that is not below the limit. */
    private static int index(long[] offsets, long limit) {
        int found = Arrays.binarySearch(offsets, limit);
        return found >= 0 ? found : -found - 1;
    }
}
