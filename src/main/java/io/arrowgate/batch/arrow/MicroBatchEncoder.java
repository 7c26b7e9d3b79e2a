package io.arrowgate.batch.arrow;

import io.arrowgate.stream.StreamDefinition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Schema;

/** Encodes filled vectors as micro-batches, assigns their ids, and splits batches above the size limit. */
final class MicroBatchEncoder {
    private final StreamDefinition stream;
    private final String fingerprint;
    private final String topicId;

    MicroBatchEncoder(StreamDefinition stream, Schema schema, String topicId) {
        this.stream = stream;
        this.fingerprint = ArrowSchemas.fingerprint(schema);
        this.topicId = topicId;
    }

    /**
     * Adds the rows of {@code root} to {@code batches}, in order, as messages of at most {@code maxBytes} each. A split renumbers
     * the dictionary indices of {@code root}.
     */
    void write(VectorSchemaRoot root, DictionaryProvider dictionaries, int maxBytes, List<MicroBatch> batches) {
        byte[] bytes = ArrowIpcEncoder.encode(root, dictionaries, stream.arrow().framing());
        int rows = root.getRowCount();
        if (bytes.length <= maxBytes || rows == 1) {
            batches.add(microBatch(root, bytes));
            return;
        }
        int half = rows / 2;
        writeSlice(root, 0, half, dictionaries, maxBytes, batches);
        writeSlice(root, half, rows - half, dictionaries, maxBytes, batches);
    }

    private void writeSlice(
            VectorSchemaRoot root,
            int begin,
            int rows,
            DictionaryProvider dictionaries,
            int maxBytes,
            List<MicroBatch> batches) {
        try (VectorSchemaRoot slice = root.slice(begin, rows);
                CompactedDictionaries used = new CompactedDictionaries(slice, dictionaries)) {
            write(slice, used.provider(), maxBytes, batches);
        }
    }

    private MicroBatch microBatch(VectorSchemaRoot root, byte[] bytes) {
        // Read by address: the vector's methods check bounds and null for every cell, and event times are never null.
        long times = root.getVector(stream.eventTime().column()).getDataBuffer().memoryAddress();
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < root.getRowCount(); i++) {
            long time = MemoryUtil.getLong(times + ((long) i << 3));
            min = Math.min(min, time);
            max = Math.max(max, time);
        }
        BatchId id = new BatchId(stream.name(), fingerprint, topicId, ranges(root), root.getRowCount());
        return new MicroBatch(id, instant(min), instant(max), bytes);
    }

    /** Returns a range for each partition. Rows of a partition come in runs, so the map is accessed once for each run. */
    private static List<RowRange> ranges(VectorSchemaRoot root) {
        IntVector partitions = (IntVector) root.getVector(LineageColumns.PARTITION);
        BigIntVector offsets = (BigIntVector) root.getVector(LineageColumns.OFFSET);
        IntVector rowsInRecords = (IntVector) root.getVector(LineageColumns.ROW);
        TreeMap<Integer, RowRange> ranges = new TreeMap<>();
        int rows = root.getRowCount();
        int begin = 0;
        while (begin < rows) {
            int partition = partitions.get(begin);
            int end = begin + 1;
            while (end < rows && partitions.get(end) == partition) {
                end++;
            }
            RowRange run = new RowRange(
                    partition,
                    new RowPosition(offsets.get(begin), rowsInRecords.get(begin)),
                    new RowPosition(offsets.get(end - 1), rowsInRecords.get(end - 1)));
            ranges.merge(partition, run, (a, b) -> new RowRange(partition, a.first(), b.last()));
            begin = end;
        }
        return new ArrayList<>(ranges.values());
    }

    private static Instant instant(long epochMicros) {
        return Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS);
    }
}
