package io.arrowgate.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.arrow.BatchBuilder;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.config.BatchSettings;
import io.arrowgate.decode.RecordDecoder;
import io.arrowgate.decode.RecordDecoders;
import io.arrowgate.decode.SingleRow;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;

/** Wraps a batch builder that accepts raw records. {@link #close} checks that all memory is released. */
public final class TestBatchBuilder implements AutoCloseable {
    private final RootAllocator allocator;
    private final BatchBuilder batch;
    private final RecordDecoder decoder;
    private final RowBuffer row;

    public TestBatchBuilder(StreamDefinition stream, BatchSettings settings) {
        allocator = new RootAllocator(settings.arrowMemoryBytes());
        batch = new BatchBuilder(stream, settings, BatchFixtures.TOPIC_ID, allocator);
        decoder = RecordDecoders.of(stream);
        row = new RowBuffer(stream.columns().size());
    }

    public void append(int partition, long offset, String value) throws UndecodableRecordException {
        RawRecord record = BatchFixtures.record(partition, offset, value);
        SingleRow.decode(decoder, record, row);
        batch.append(record, 0, row);
    }

    public boolean hasNoRoomForDayOf(String value) throws UndecodableRecordException {
        SingleRow.decode(decoder, BatchFixtures.record(0, 0, value), row);
        return batch.wouldExceedPartitionLimit(row);
    }

    public void checkFits(String value) throws UndecodableRecordException {
        SingleRow.decode(decoder, BatchFixtures.record(0, 0, value), row);
        batch.checkFits(row);
    }

    public BatchBuilder open() {
        return batch;
    }

    public boolean isFull() {
        return batch.isFull();
    }

    public boolean isAtSizeLimit() {
        return batch.isAtSizeLimit();
    }

    /** Returns the peak of allocated Arrow memory. */
    long peakBytes() {
        return allocator.getPeakMemoryAllocation();
    }

    public int rows() {
        return batch.rows();
    }

    public List<MicroBatch> drain() {
        return batch.drain();
    }

    @Override
    public void close() {
        batch.close();
        assertThat(allocator.getAllocatedMemory()).isZero();
        allocator.close();
    }
}
