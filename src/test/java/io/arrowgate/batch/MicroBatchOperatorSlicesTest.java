package io.arrowgate.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.batch.series.AlertParallelism;
import io.arrowgate.batch.series.BucketKeys;
import io.arrowgate.batch.series.SeriesName;
import io.arrowgate.batch.series.SeriesSlices;
import io.arrowgate.batch.series.SliceEmitter;
import io.arrowgate.source.RawRecord;
import io.arrowgate.source.RawRecordSerializer;
import io.arrowgate.stream.StreamDefinitions;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks when the operator emits readings and heartbeats to the alert operator. */
class MicroBatchOperatorSlicesTest {
    private static final int MAX_ROWS = 2 * SliceEmitter.MAX_ROWS;
    private static final BucketKeys KEYS = BucketKeys.balanced(SeriesName.BUCKETS);

    private OneInputStreamOperatorTestHarness<RawRecord, MicroBatch> harness;
    private long now;
    private long offset;

    @BeforeEach
    void start() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(
                new MicroBatchOperator(
                        StreamDefinitions.builtIn("sensors"),
                        BatchFixtures.settings(MAX_ROWS, 16 << 20, 8),
                        BatchFixtures.CHECKPOINT_INTERVAL,
                        topic -> BatchFixtures.TOPIC_ID,
                        true,
                        new AlertParallelism(SeriesName.BUCKETS, SeriesName.BUCKETS)),
                new RawRecordSerializer());
        harness.setup(new MicroBatchSerializer());
        harness.open();
    }

    @AfterEach
    void stop() throws Exception {
        harness.close();
    }

    private void send(String device) throws Exception {
        harness.processElement(new StreamRecord<>(BatchFixtures.record(0, offset++, BatchFixtures.reading(device, 1))));
    }

    private void pass(long millis) throws Exception {
        pass(millis, 100);
    }

    private void pass(long millis, long step) throws Exception {
        for (long end = now + millis; now < end; ) {
            now += step;
            harness.setProcessingTime(now);
        }
    }

    private List<SeriesSlices> messages() {
        var slices = harness.getSideOutput(MicroBatchOperator.SERIES_SLICES);
        return slices == null
                ? List.of()
                : slices.stream().map(StreamRecord::getValue).toList();
    }

    private List<Long> offsets() {
        return messages().stream()
                .flatMap(message -> Arrays.stream(message.offsets()).boxed())
                .toList();
    }

    @Test
    void readingsAreEmittedSoonThoughTheBatchStaysOpen() throws Exception {
        pass(100);
        send("a");
        send("a");
        assertThat(messages()).isEmpty();

        harness.setProcessingTime(now + 20);

        assertThat(offsets()).containsExactly(0L, 1L);
        assertThat(harness.extractOutputValues()).isEmpty();
    }

    @Test
    void readingsAreEmittedTenTimesASecondAtMost() throws Exception {
        pass(100);
        send("a");
        pass(20, 20);
        send("a");

        pass(80, 20);
        assertThat(offsets()).containsExactly(0L);

        pass(20, 20);
        assertThat(offsets()).containsExactly(0L, 1L);
    }

    @Test
    void manyReadingsAreEmittedImmediately() throws Exception {
        for (int i = 1; i < SliceEmitter.MAX_ROWS; i++) {
            send("a");
        }
        assertThat(messages()).isEmpty();

        send("a");
        assertThat(offsets()).hasSize(SliceEmitter.MAX_ROWS);
        pass(100);
        assertThat(offsets()).hasSize(SliceEmitter.MAX_ROWS);
    }

    @Test
    void readingsAreEmittedBeforeTheirBatchCloses() throws Exception {
        send("a");
        pass(100);
        for (int i = 1; i < MAX_ROWS; i++) {
            send(i % 2 == 0 ? "a" : "b");
        }

        assertThat(harness.extractOutputValues()).hasSize(1);
        assertThat(offsets()).hasSize(MAX_ROWS).doesNotHaveDuplicates();

        send("c");
        pass(100);
        assertThat(offsets()).hasSize(MAX_ROWS + 1).contains((long) MAX_ROWS);
        assertThat(messages().get(messages().size() - 1).names()).containsExactly("c;");
    }

    @Test
    void readingsAreEmittedBeforeABarrier() throws Exception {
        send("a");

        harness.prepareSnapshotPreBarrier(1);

        assertThat(offsets()).containsExactly(0L);
        pass(100);
        assertThat(offsets()).containsExactly(0L);
    }

    @Test
    void readingsAreEmittedAtTheEndOfInput() throws Exception {
        send("a");

        harness.endInput();

        assertThat(offsets()).containsExactly(0L);
    }

    @Test
    void undecodableRecordsAreNotEmitted() throws Exception {
        harness.processElement(new StreamRecord<>(BatchFixtures.record(0, 0, "broken")));

        pass(900);

        assertThat(messages()).isEmpty();
    }

    @Test
    void idleBucketGetsAHeartbeatEachSecond() throws Exception {
        pass(900);
        assertThat(messages()).isEmpty();

        pass(100);

        assertThat(messages()).hasSize(SeriesName.BUCKETS).allSatisfy(message -> assertThat(message.rows())
                .isZero());
        assertThat(messages()).extracting(SeriesSlices::key).doesNotHaveDuplicates();
        pass(1_000);
        assertThat(messages()).hasSize(2 * SeriesName.BUCKETS);
    }

    @Test
    void bucketWithRecentMessageGetsNoHeartbeat() throws Exception {
        pass(800);
        send("a");
        pass(200);

        int spoken = KEYS.of(SeriesName.bucket("a;"));
        assertThat(messages()).hasSize(SeriesName.BUCKETS);
        assertThat(messages())
                .filteredOn(message -> message.key() == spoken)
                .extracting(SeriesSlices::rows)
                .containsExactly(1);
    }

    @Test
    void bucketWithRecentMessageBeforeABarrierGetsNoHeartbeat() throws Exception {
        pass(900);
        send("a");
        harness.prepareSnapshotPreBarrier(1);
        pass(100);

        assertThat(messages())
                .filteredOn(message -> message.key() == KEYS.of(SeriesName.bucket("a;")))
                .extracting(SeriesSlices::rows)
                .containsExactly(1);
    }
}
