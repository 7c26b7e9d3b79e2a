package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.client.InvalidResponseException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** Holds row identities of one topic, decoded from a ClickHouse response: distinct offsets by partition. */
final class RowIdentities {
    private static final int IDENTITY_BYTES = Integer.BYTES + Long.BYTES;

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
        ByteBuffer in = ByteBuffer.wrap(rowBinary).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, LongStream.Builder> builders = new HashMap<>();
        try {
            long count = in.getLong();
            int length = length(in, count);
            for (int i = 0; i < length; i++) {
                builders.computeIfAbsent(in.getInt(), key -> LongStream.builder())
                        .add(in.getLong());
            }
        } catch (BufferUnderflowException e) {
            throw malformed(rowBinary.length);
        }
        if (in.hasRemaining()) {
            throw malformed(rowBinary.length);
        }
        Map<Integer, long[]> offsets = new HashMap<>();
        builders.forEach((partition, builder) ->
                offsets.put(partition, builder.build().sorted().distinct().toArray()));
        return new RowIdentities(offsets);
    }

    /** Reads the array length, which RowBinary encodes as LEB128. */
    private static int length(ByteBuffer in, long expected) throws InvalidResponseException {
        long length = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            length |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0 && shift < Long.SIZE);
        if (length != expected || length < 0 || length > in.remaining() / IDENTITY_BYTES) {
            throw malformed(in.limit());
        }
        return (int) length;
    }

    private static InvalidResponseException malformed(int bytes) {
        return InvalidResponseException.incomplete("expected a list of row identities, got %d bytes".formatted(bytes));
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
