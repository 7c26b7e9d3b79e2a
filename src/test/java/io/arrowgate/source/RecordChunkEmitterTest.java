package io.arrowgate.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Checks that the records of a poll are emitted once, in order and unchanged. */
class RecordChunkEmitterTest {
    private static final TopicPartition PARTITION = new TopicPartition("topic", 2);

    private final LongAdder polled = new LongAdder();
    private final SimpleCounter recordsIn = new SimpleCounter();
    private final RecordChunkEmitter emitter = new RecordChunkEmitter(recordsIn);
    private final KafkaPartitionSplitState split = new KafkaPartitionSplitState(new KafkaPartitionSplit(PARTITION, 0));

    @Test
    void recordsOfSeveralChunksAreEmittedInOrder() {
        int count = RecordChunk.MAX_RECORDS * 2 + 1;
        List<ConsumerRecord<byte[], byte[]>> records = IntStream.range(0, count)
                .mapToObj(i -> record(100 + 2L * i, "v"))
                .toList();
        List<Long> offsets = new ArrayList<>();

        int chunks = emit(records, record -> offsets.add(record.offset()));

        assertThat(offsets)
                .isEqualTo(records.stream().map(ConsumerRecord::offset).toList());
        assertThat(split.getCurrentOffset()).isEqualTo(offsets.get(count - 1) + 1);
        assertThat(polled.sum()).isEqualTo(count);
        // The reader itself counts each chunk as a record.
        assertThat(recordsIn.getCount() + chunks).isEqualTo(count);
    }

    @Test
    void offsetOfSplitIsThatOfTheLastEmittedChunk() {
        List<ConsumerRecord<byte[], byte[]>> records = IntStream.range(0, RecordChunk.MAX_RECORDS)
                .mapToObj(i -> record(i, "v"))
                .toList();

        emit(records, record -> assertThat(split.getCurrentOffset()).isZero());

        assertThat(split.getCurrentOffset()).isEqualTo(RecordChunk.MAX_RECORDS);
    }

    @Test
    void positionAfterThePolledRecordsIsKept() {
        ConsumerRecords<byte[], byte[]> chunks = poll(List.of(record(4, "v")));

        assertThat(chunks.nextOffsets()).isEqualTo(Map.of(PARTITION, new OffsetAndMetadata(9)));
    }

    @Test
    void largeRecordsAndTombstonesAreUnchanged() {
        ConsumerRecord<byte[], byte[]> tombstone = record(1, null);
        ConsumerRecord<byte[], byte[]> empty = record(2, "");
        ConsumerRecord<byte[], byte[]> large = record(3, "x".repeat(100_000));
        List<byte[]> values = new ArrayList<>();

        emit(List.of(tombstone, empty, large), record -> {
            assertThat(record.topic()).isEqualTo("topic");
            assertThat(record.partition()).isEqualTo(2);
            assertThat(record.timestampMillis()).isEqualTo(tombstone.timestamp());
            assertThat(record.key()).isEqualTo("key".getBytes(StandardCharsets.UTF_8));
            values.add(record.value());
        });

        assertThat(values).containsExactly(tombstone.value(), empty.value(), large.value());
    }

    /** Returns the number of chunks. */
    private int emit(List<ConsumerRecord<byte[], byte[]>> records, Consumer<RawRecord> output) {
        List<ConsumerRecord<byte[], byte[]>> chunks = poll(records).records(PARTITION);
        chunks.forEach(chunk -> emitter.emitRecord(chunk, new Output(output), split));
        return chunks.size();
    }

    private ConsumerRecords<byte[], byte[]> poll(List<ConsumerRecord<byte[], byte[]>> records) {
        try (PolledRecordChunker chunker = new PolledRecordChunker()) {
            chunker.configure(Map.of(PolledRecordChunker.COUNTER, polled));
            return chunker.onConsume(
                    new ConsumerRecords<>(Map.of(PARTITION, records), Map.of(PARTITION, new OffsetAndMetadata(9))));
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String value) {
        return new ConsumerRecord<>(
                "topic",
                2,
                offset,
                "key".getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private record Output(Consumer<RawRecord> records) implements SourceOutput<RawRecord> {
        @Override
        public void collect(RawRecord record) {
            records.accept(record);
        }

        @Override
        public void collect(RawRecord record, long timestamp) {
            records.accept(record);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
    }
}
