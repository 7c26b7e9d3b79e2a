package io.arrowgate.clickhouse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** The rows of one topic that an answer of ClickHouse names: distinct offsets by partition. */
final class RowIdentities {
    private static final int ROW_BYTES = Integer.BYTES + Long.BYTES;

    private final Map<Integer, long[]> offsets;

    private RowIdentities(Map<Integer, long[]> offsets) {
        this.offsets = offsets;
    }

    /**
     * Reads an answer.
     *
     * @param rowBinary partition (int32) and offset (int64) of each row, in ClickHouse's RowBinary format
     */
    static RowIdentities decode(byte[] rowBinary) throws IOException {
        if (rowBinary.length % ROW_BYTES != 0) {
            throw new IOException("an answer of %d bytes is no list of %d-byte rows: it was cut off"
                    .formatted(rowBinary.length, ROW_BYTES));
        }
        ByteBuffer in = ByteBuffer.wrap(rowBinary).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, LongStream.Builder> builders = new HashMap<>();
        while (in.hasRemaining()) {
            builders.computeIfAbsent(in.getInt(), partition -> LongStream.builder())
                    .add(in.getLong());
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

    /** How many rows, each counted once. */
    int count() {
        return offsets.values().stream().mapToInt(array -> array.length).sum();
    }

    /** The highest offset of a partition; -1 if there is none. */
    long highest(int partition) {
        long[] ofPartition = offsets.get(partition);
        return ofPartition == null ? -1 : ofPartition[ofPartition.length - 1];
    }
}
