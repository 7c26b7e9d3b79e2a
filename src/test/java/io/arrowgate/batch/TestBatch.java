package io.arrowgate.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.BatchSettings;
import io.arrowgate.ingest.RawRecord;
import io.arrowgate.ingest.RecordDecoder;
import io.arrowgate.ingest.RecordDecoders;
import io.arrowgate.ingest.RowSlots;
import io.arrowgate.ingest.UndecodableRecordException;
import io.arrowgate.stream.StreamDefinition;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;

/** An open batch that takes raw records. To close it checks that it gives all its memory back. */
final class TestBatch implements AutoCloseable {
    private final RootAllocator allocator;
    private final OpenBatch batch;
    private final RecordDecoder decoder;
    private final RowSlots row;

    TestBatch(StreamDefinition stream, BatchSettings settings) {
        allocator = new RootAllocator(settings.arrowMemoryBytes());
        batch = new OpenBatch(stream, settings, BatchFixtures.TOPIC_ID, allocator);
        decoder = RecordDecoders.of(stream);
        row = new RowSlots(stream.columns().size());
    }

    void append(int partition, long offset, String value) throws UndecodableRecordException {
        RawRecord record = BatchFixtures.record(partition, offset, value);
        decoder.decode(record, row);
        batch.append(record, row);
    }

    boolean hasNoRoomForDayOf(String value) throws UndecodableRecordException {
        decoder.decode(BatchFixtures.record(0, 0, value), row);
        return batch.hasNoRoomForDayOf(row);
    }

    void checkFits(String value) throws UndecodableRecordException {
        decoder.decode(BatchFixtures.record(0, 0, value), row);
        batch.checkFits(row);
    }

    OpenBatch open() {
        return batch;
    }

    boolean isFull() {
        return batch.isFull();
    }

    boolean isAtSizeLimit() {
        return batch.isAtSizeLimit();
    }

    /** The most Arrow memory that it had at a time. */
    long peakBytes() {
        return allocator.getPeakMemoryAllocation();
    }

    int rows() {
        return batch.rows();
    }

    List<MicroBatch> drain() {
        return batch.drain();
    }

    @Override
    public void close() {
        batch.close();
        assertThat(allocator.getAllocatedMemory()).isZero();
        allocator.close();
    }
}
