package io.arrowgate.batch.arrow;

import io.arrowgate.config.BatchSettings;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.RecordTimestampBounds;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Collects the rows of one subtask's open batch in Arrow vectors, which are reused for all batches.
 *
 * <p>Not thread-safe. Owns its vectors; {@link #close} releases all their memory to the allocator.
 */
public final class BatchBuilder implements AutoCloseable {
    private static final long MICROS_PER_DAY = Duration.ofDays(1).toMillis() * 1000;
    /** Part of the size limit at which a batch closes, so that one that compresses slightly worse than the last still fits. */
    private static final double TARGET_FILL = 0.9;

    /** Batches below this part of the size limit are mostly schema, so their compression ratio is not representative. */
    private static final int REPRESENTATIVE_SHARE = 8;

    private final StreamDefinition stream;
    private final BatchSettings settings;
    private final BatchCapacity capacity;
    private final int eventTimeColumn;
    private final VectorSchemaRoot root;
    private final BatchDictionaries dictionaries;
    private final List<BatchColumn> columns;
    private final RowAppender cells;
    private final TopicIdColumn topicIds;
    /** The lineage columns after the topic id. */
    private final BaseFixedWidthVector[] lineage;

    private final MicroBatchEncoder writer;
    private final int rowWidth;
    private final long[] days;
    private final int[] stringColumns;
    private final int maxRowBytes;

    private int rows;
    private int dayCount;
    /** Whether every cell of the column of positions in records is zero, as in streams of one row per record. */
    private boolean zeroRowsInRecord;
    /** First microsecond of the last row's day. */
    private long lastDayStart;
    // Addresses of the lineage columns' first cells.
    private long partitions;
    private long offsets;
    private long rowsInRecord;
    private long timestamps;
    /** Encoded bytes / raw bytes of the last representative batch; 0.5 is assumed for the first. */
    private double encodedRatio = 0.5;
    /** Raw bytes at which the encoded batch is expected to reach the size limit, by that ratio. */
    private long rawByteLimit;

    /**
     * @param topicId id of the topic that all rows come from
     * @param allocator its limit bounds this batch's memory
     */
    public BatchBuilder(StreamDefinition stream, BatchSettings settings, String topicId, BufferAllocator allocator) {
        this.stream = stream;
        this.settings = settings;
        capacity = BatchCapacity.of(stream, settings);
        eventTimeColumn = stream.columnIndex(stream.eventTime().column());
        Schema schema = ArrowSchemas.of(stream);
        root = VectorSchemaRoot.create(schema, allocator);
        dictionaries = new BatchDictionaries(schema, allocator, capacity.keptDictionaryBytes());
        days = new long[settings.maxDays()];
        stringColumns = IntStream.range(0, stream.columns().size())
                .filter(i -> stream.columns().get(i).type().isText())
                .toArray();
        maxRowBytes = settings.maxBytes() / 2;
        List<FieldVector> vectors = root.getFieldVectors();
        allocate(vectors);
        int own = stream.columns().size();
        columns = new ArrayList<>();
        int width = 0;
        for (int i = 0; i < own; i++) {
            columns.add(BatchColumn.of(
                    i, stream.columns().get(i), vectors.get(i), dictionaries.builder(i), capacity.keptTextBytes()));
            width += vectors.get(i) instanceof BaseFixedWidthVector fixed ? fixed.getTypeWidth() : Integer.BYTES;
        }
        cells = new RowAppender(columns);
        topicIds = new TopicIdColumn(vectors.get(own), dictionaries.builder(own), topicId);
        width += topicIds.width();
        lineage = new BaseFixedWidthVector[LineageColumns.ALL.size() - 1];
        for (int i = 0; i < lineage.length; i++) {
            lineage[i] = (BaseFixedWidthVector) vectors.get(own + 1 + i);
            width += lineage[i].getTypeWidth();
        }
        rowWidth = width;
        writer = new MicroBatchEncoder(stream, schema, topicId);
        begin();
    }

    private void allocate(List<FieldVector> vectors) {
        try {
            for (FieldVector vector : vectors) {
                if (vector instanceof VarCharVector text) {
                    text.allocateNew(capacity.initialTextBytes(), capacity.rows());
                } else {
                    vector.setInitialCapacity(capacity.rows());
                    vector.allocateNew();
                }
            }
        } catch (RuntimeException e) {
            close(); // The caller cannot: it never gets this batch.
            throw e;
        }
    }

    public int rows() {
        return rows;
    }

    public boolean isEmpty() {
        return rows == 0;
    }

    /** Returns true if the row's event day would exceed the limit of days; the batch must then be closed before appending it. */
    public boolean wouldExceedPartitionLimit(RowBuffer row) {
        return dayCount == days.length && !isKnownDay(day(row));
    }

    /**
     * Rejects a row whose strings take more than half of a message.
     *
     * @throws UndecodableRecordException for such a row, whose record then is a dead letter
     */
    public void checkFits(RowBuffer row) throws UndecodableRecordException {
        long bytes = 0;
        for (int column : stringColumns) {
            bytes += row.isNull(column) ? 0 : row.length(column);
        }
        if (bytes > maxRowBytes) {
            throw new UndecodableRecordException(
                    DeadLetterReason.TOO_LARGE,
                    "the strings have %d bytes; a row may have %d (half of batch.max-bytes)"
                            .formatted(bytes, maxRowBytes));
        }
    }

    /**
     * Appends a decoded row with its lineage.
     *
     * @param rowInRecord position of the row in its raw record, from 0
     */
    public void append(RawRecord record, int rowInRecord, RowBuffer row) {
        int index = Objects.checkIndex(rows, capacity.rows());
        cells.append(index, row);
        MemoryUtil.putInt(partitions + ((long) index << 2), record.partition());
        MemoryUtil.putLong(offsets + ((long) index << 3), record.offset());
        if (rowInRecord != 0) {
            MemoryUtil.putInt(rowsInRecord + ((long) index << 2), rowInRecord);
            zeroRowsInRecord = false;
        }
        MemoryUtil.putLong(
                timestamps + ((long) index << 3),
                RecordTimestampBounds.ingestedAtMillis(record.timestampMillis(), row.bits(eventTimeColumn)));
        noteDay(row);
        rows = index + 1;
    }

    /** Returns a column of the stream, to read its cells. */
    public BatchColumn column(int index) {
        return columns.get(index);
    }

    /** Returns the partition of each of the listed rows. */
    public int[] partitions(int[] list) {
        return FixedWidthGather.ints(partitions, list);
    }

    /** Returns the offset of each of the listed rows. */
    public long[] offsets(int[] list) {
        return FixedWidthGather.longs(offsets, list);
    }

    /** Returns the position in its record of each of the listed rows; null if all rows of the batch are first rows. */
    public int[] rowsInRecords(int[] list) {
        return zeroRowsInRecord ? null : FixedWidthGather.ints(rowsInRecord, list);
    }

    /** Returns the greatest {@code _ingested_at} of the rows from {@code begin} to {@code end}, exclusive. */
    public long newestTimestampMillis(int begin, int end) {
        long newest = Long.MIN_VALUE;
        for (int i = begin; i < end; i++) {
            newest = Math.max(newest, MemoryUtil.getLong(timestamps + ((long) i << 3)));
        }
        return newest;
    }

    /** Returns true at the row limit of the settings or of the vectors. */
    public boolean isFull() {
        return rows >= capacity.rows();
    }

    /** Returns true if the encoded batch is expected to reach the size limit, by the last batch's compression ratio. */
    public boolean isAtSizeLimit() {
        return rawBytes() >= rawByteLimit;
    }

    /**
     * Encodes the rows and begins the next batch. Returns no batch without rows, and more than one only if the rows compressed
     * worse than expected: a message never exceeds the size limit.
     */
    public List<MicroBatch> drain() {
        if (rows == 0) {
            return List.of();
        }
        topicIds.fill(rows);
        root.setRowCount(rows);
        dictionaries.fill();
        List<MicroBatch> batches = new ArrayList<>(1);
        writer.write(root, dictionaries.provider(), settings.maxBytes(), batches);
        long encoded = batches.stream().mapToLong(batch -> batch.bytes().length).sum();
        long raw = rawBytes();
        if (raw >= settings.maxBytes() / REPRESENTATIVE_SHARE) {
            encodedRatio = (double) encoded / raw;
        }
        begin();
        return batches;
    }

    /** Discards the rows. */
    public void discard() {
        begin();
    }

    @Override
    public void close() {
        dictionaries.close();
        root.close();
    }

    private void begin() {
        rows = 0;
        dayCount = 0;
        rawByteLimit =
                Math.min(capacity.rawBytes(), (long) Math.ceil(settings.maxBytes() * TARGET_FILL / encodedRatio));
        dictionaries.clear(stream.columns().size());
        cells.begin();
        for (BaseFixedWidthVector column : lineage) {
            ArrowBuf validity = column.getValidityBuffer();
            validity.setOne(0, validity.capacity());
        }
        if (!zeroRowsInRecord) {
            ArrowBuf values = lineage[2].getDataBuffer();
            values.setZero(0, values.capacity());
            zeroRowsInRecord = true;
        }
        partitions = lineage[0].getDataBuffer().memoryAddress();
        offsets = lineage[1].getDataBuffer().memoryAddress();
        rowsInRecord = lineage[2].getDataBuffer().memoryAddress();
        timestamps = lineage[3].getDataBuffer().memoryAddress();
    }

    private long rawBytes() {
        return (long) rows * rowWidth + cells.variableBytes();
    }

    private long day(RowBuffer row) {
        return Math.floorDiv(row.bits(eventTimeColumn), MICROS_PER_DAY);
    }

    private void noteDay(RowBuffer row) {
        long sinceLastDay = row.bits(eventTimeColumn) - lastDayStart;
        if (dayCount > 0 && sinceLastDay >= 0 && sinceLastDay < MICROS_PER_DAY) {
            return; // Avoids the division for nearly all rows.
        }
        long day = day(row);
        if (!isKnownDay(day)) {
            days[dayCount++] = day;
        }
        lastDayStart = day * MICROS_PER_DAY;
    }

    private boolean isKnownDay(long day) {
        for (int i = 0; i < dayCount; i++) {
            if (days[i] == day) {
                return true;
            }
        }
        return false;
    }
}
