package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.client.InvalidResponseException;
import io.arrowgate.clickhouse.client.RowBinaryResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** Holds row identities of one topic, decoded from a ClickHouse response: distinct offsets by partition. */
final class RowIdentities {
    private final Map<Integer, long[]> offsets;

    private RowIdentities(Map<Integer, long[]> offsets) {
        this.offsets = offsets;
    }

    /**
     * Wraps a query such that its response proves its own completeness, even without identities: one row with the number of identities,
     * followed by all of them.
     *
     * <p>Each identity is one tuple. Two separate arrays would not match: ClickHouse appends the default values of a sparse column, such
     * as a {@code _partition} that is nearly always 0, to an aggregate after all its other values.
     *
     * @param identities a query that returns partitions {@code p} (int32) and offsets {@code o} (int64)
     */
    static String query(String identities) {
        return "SELECT toUInt64(count()), groupArray((p, o)) FROM (%s)".formatted(identities);
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
        Map<Integer, LongStream.Builder> builders = new HashMap<>();
        for (int i = 0; i < length; i++) {
            builders.computeIfAbsent(response.int32(), key -> LongStream.builder())
                    .add(response.int64());
        }
        Map<Integer, long[]> offsets = new HashMap<>();
        builders.forEach((partition, builder) ->
                offsets.put(partition, builder.build().sorted().distinct().toArray()));
        return new RowIdentities(offsets);
    }

    boolean contains(int partition, long offset) {
        long[] ofPartition = offsets.get(partition);
        return ofPartition != null && Arrays.binarySearch(ofPartition, offset) >= 0;
    }

    /** Returns the number of distinct rows. */
    int count() {
        return offsets.values().stream().mapToInt(array -> array.length).sum();
    }

    /** Returns the highest offset of a partition; -1 without rows. */
    long highest(int partition) {
        long[] ofPartition = offsets.get(partition);
        return ofPartition == null ? -1 : ofPartition[ofPartition.length - 1];
    }
}
