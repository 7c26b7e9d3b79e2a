package io.arrowgate.batch.arrow;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.BatchSettings;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.stream.StreamDefinition;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Rejects a stream that has too many columns for the settings, before a job starts with it. */
public final class ColumnLimits {
    /** Smaller batches consist mostly of buffer headers. */
    private static final int MIN_ROWS = 64;
    /** Part of a message for schema and headers. The rest is for rows, one of which may have strings of half the limit. */
    private static final int OVERHEAD_SHARE = 2;
    /** Minimum size of a column's compressed buffers: their lengths and zstd frames. */
    private static final int COLUMN_BYTES = 64;

    private ColumnLimits() {}

    /**
     * Checks that an open batch has room for some rows, and that a message has room for more than its schema.
     *
     * @throws InvalidSettingException naming the setting to change
     */
    public static void check(StreamDefinition stream, BatchSettings settings) {
        int rows = BatchCapacity.of(stream, settings).rows();
        int needed = Math.min(MIN_ROWS, settings.maxRows());
        int columns = stream.columns().size();
        if (rows < needed) {
            throw new InvalidSettingException(
                    ArrowgateOptions.BATCH_ARROW_MEMORY.key(),
                    "'%s' has room for %d rows of stream '%s', which has %d columns; give %s or more"
                            .formatted(
                                    size(settings.arrowMemoryBytes()),
                                    rows,
                                    stream.name(),
                                    columns,
                                    megabytes(BatchCapacity.arrowMemoryFor(stream, needed))));
        }
        long overhead = emptyMessageBytes(stream) + (long) COLUMN_BYTES * columns;
        if (overhead > settings.maxBytes() / OVERHEAD_SHARE) {
            throw new InvalidSettingException(
                    ArrowgateOptions.BATCH_MAX_BYTES.key(),
                    ("'%s' is too little for stream '%s': the schema of its %d columns takes %d bytes of each message;"
                                    + " give %s or more, and raise max.message.bytes of the topic to it, or divide the stream")
                            .formatted(
                                    size(settings.maxBytes()),
                                    stream.name(),
                                    columns,
                                    overhead,
                                    megabytes(OVERHEAD_SHARE * overhead)));
        }
    }

    private static long emptyMessageBytes(StreamDefinition stream) {
        Schema schema = ArrowSchemas.of(stream);
        try (BufferAllocator allocator = ArrowAllocators.unlimited();
                VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
                BatchDictionaries dictionaries = new BatchDictionaries(schema, allocator, 0)) {
            root.getFieldVectors().forEach(FieldVector::allocateNew);
            root.setRowCount(0);
            dictionaries.fill();
            return ArrowIpcEncoder.encode(
                            root, dictionaries.provider(), stream.arrow().framing())
                    .length;
        }
    }

    private static String size(long bytes) {
        return bytes % (1 << 20) == 0 ? (bytes >> 20) + " mb" : (bytes >> 10) + " kb";
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + 1 + " mb";
    }
}
