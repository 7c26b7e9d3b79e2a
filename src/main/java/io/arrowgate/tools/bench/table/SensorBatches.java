package io.arrowgate.tools.bench.table;

import io.arrowgate.batch.arrow.BatchBuilder;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.config.BatchSettings;
import io.arrowgate.decode.RecordDecoder;
import io.arrowgate.decode.RecordDecoders;
import io.arrowgate.decode.RowHandler;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.synthetic.SyntheticSensors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Encodes synthetic sensor events into batches with the job's own decoder and encoder. */
final class SensorBatches {
    private static final int SERIES = 1_000;
    static final int PARTITIONS = 3;
    static final String TOPIC_ID = "AAAAAAAAAAAAAAAAAAAAAA";
    /** Event time of the first row. */
    static final Instant START = Instant.parse("2024-05-01T00:00:00Z");

    /** Timestamp of the first record: event times may not be in the future. */
    private static final Instant RECEIVED = START.plus(Duration.ofDays(30));

    private static final long ARROW_MEMORY_BYTES = 512L << 20;

    private SensorBatches() {}

    /**
     * Encodes the batches of a measurement. Each device's records are in one partition.
     *
     * @param firstOffset of each partition
     */
    static List<MicroBatch> of(StreamDefinition stream, InsertShape shape, long firstOffset) {
        BatchSettings settings =
                new BatchSettings(shape.rows(), Duration.ofSeconds(1), 16 << 20, 64, ARROW_MEMORY_BYTES);
        SyntheticSensors events = new SyntheticSensors(SERIES, 1, START, shape.interval());
        RecordDecoder decoder = RecordDecoders.of(stream);
        RowBuffer row = new RowBuffer(stream.columns().size());
        RawRecord record = new RawRecord();
        long[] offsets = new long[PARTITIONS];
        Arrays.fill(offsets, firstOffset);
        List<MicroBatch> batches = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator(ARROW_MEMORY_BYTES);
                BatchBuilder batch = new BatchBuilder(stream, settings, TOPIC_ID, allocator)) {
            for (int i = 0; i < shape.inserts() * shape.rows(); i++) {
                KeyedRecord event = events.next();
                int partition = Math.floorMod(Arrays.hashCode(event.key()), PARTITIONS);
                record.set(
                        stream.topic(),
                        partition,
                        offsets[partition]++,
                        RECEIVED.toEpochMilli() + i,
                        event.key(),
                        event.value(),
                        new RecordHeaders());
                decoder.decode(record, row, new Appender(batch));
                if (batch.rows() == shape.rows()) {
                    batches.addAll(batch.drain());
                }
            }
        }
        return batches;
    }

    private record Appender(BatchBuilder batch) implements RowHandler {
        @Override
        public void onRow(RawRecord record, int rowInRecord, RowBuffer row) {
            batch.append(record, rowInRecord, row);
        }

        @Override
        public void onUndecodable(RawRecord record, int rowInRecord, UndecodableRecordException problem) {
            throw new IllegalStateException("cannot decode a record of the benchmark", problem);
        }
    }
}
