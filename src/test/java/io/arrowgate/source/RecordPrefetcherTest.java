package io.arrowgate.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Checks that buffered records are emitted once, in order and unchanged. */
class RecordPrefetcherTest {
    private final RecordPrefetcher ahead = new RecordPrefetcher();

    @Test
    void fullBufferEmitsRecordsInOrder() {
        int taken = 0;
        while (!ahead.isFull()) {
            ahead.collect(record(taken++, "v"));
        }

        assertThat(offsets()).hasSize(taken).isSorted().startsWith(0L).doesNotHaveDuplicates();
    }

    @Test
    void everyRecordIsEmittedOnce() {
        ahead.collect(record(7, "v"));

        assertThat(offsets()).containsExactly(7L);
        assertThat(offsets()).isEmpty();
        assertThat(ahead.isFull()).isFalse();
    }

    @Test
    void largeRecordsAndTombstonesAreUnchanged() {
        ConsumerRecord<byte[], byte[]> tombstone = record(1, null);
        ConsumerRecord<byte[], byte[]> empty = record(2, "");
        ConsumerRecord<byte[], byte[]> large = record(3, "x".repeat(100_000));
        ahead.collect(tombstone);
        ahead.collect(empty);
        ahead.collect(large);

        List<byte[]> values = new ArrayList<>();
        ahead.emit(record -> {
            assertThat(record.topic()).isEqualTo("topic");
            assertThat(record.partition()).isEqualTo(2);
            assertThat(record.timestampMillis()).isEqualTo(tombstone.timestamp());
            assertThat(record.key()).isEqualTo("key".getBytes(StandardCharsets.UTF_8));
            values.add(record.value());
        });

        assertThat(values).containsExactly(tombstone.value(), empty.value(), large.value());
    }

    private List<Long> offsets() {
        List<Long> offsets = new ArrayList<>();
        ahead.emit(record -> offsets.add(record.offset()));
        return offsets;
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String value) {
        return new ConsumerRecord<>(
                "topic",
                2,
                offset,
                "key".getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }
}
