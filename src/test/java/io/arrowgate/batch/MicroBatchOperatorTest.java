package io.arrowgate.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.batch.series.AlertParallelism;
import io.arrowgate.common.kafka.UnusableTopicException;
import io.arrowgate.config.BatchSettings;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.source.RawRecord;
import io.arrowgate.source.RawRecordSerializer;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Runs the operator in Flink's test harness. Closing a harness fails if Arrow memory is leaked. */
class MicroBatchOperatorTest {
    private static final BatchSettings ROOMY = BatchFixtures.settings(1_000, 900 << 10, 8);
    private static final StreamDefinition SENSORS = StreamDefinitions.builtIn("sensors");

    private long offset;

    private OneInputStreamOperatorTestHarness<RawRecord, MicroBatch> harness(BatchSettings settings, String topicId)
            throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(
                new MicroBatchOperator(
                        SENSORS,
                        settings,
                        BatchFixtures.CHECKPOINT_INTERVAL,
                        topic -> topicId,
                        false,
                        new AlertParallelism(1, 128)),
                new RawRecordSerializer());
        harness.setup(new MicroBatchSerializer());
        return harness;
    }

    private OneInputStreamOperatorTestHarness<RawRecord, MicroBatch> opened(BatchSettings settings) throws Exception {
        var harness = harness(settings, BatchFixtures.TOPIC_ID);
        harness.open();
        return harness;
    }

    private void send(OneInputStreamOperatorTestHarness<RawRecord, MicroBatch> harness, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            sendValue(harness, BatchFixtures.reading("d" + i % 3, i));
        }
    }

    private void sendValue(OneInputStreamOperatorTestHarness<RawRecord, MicroBatch> harness, String value)
            throws Exception {
        harness.processElement(new StreamRecord<>(BatchFixtures.record(0, offset++, value)));
    }

    private static List<Integer> rows(OneInputStreamOperatorTestHarness<RawRecord, MicroBatch> harness) {
        return harness.extractOutputValues().stream().map(MicroBatch::rows).toList();
    }

    @Test
    void closesAtTheRowLimit() throws Exception {
        try (var harness = opened(BatchFixtures.settings(10, 900 << 10, 8))) {
            send(harness, 25);

            assertThat(rows(harness)).containsExactly(10, 10);
        }
    }

    @Test
    void closesAtTheSizeLimit() throws Exception {
        try (var harness = opened(BatchFixtures.settings(10_000, 16 << 10, 8))) {
            send(harness, 5_000);

            assertThat(harness.extractOutputValues()).isNotEmpty().allSatisfy(batch -> assertThat(batch.bytes())
                    .hasSizeLessThanOrEqualTo(16 << 10));
        }
    }

    @Test
    void closesAtTheMaxAgeOfItsFirstRow() throws Exception {
        try (var harness = opened(ROOMY)) {
            harness.setProcessingTime(100);
            send(harness, 2);
            harness.setProcessingTime(1_099);
            assertThat(rows(harness)).isEmpty();

            harness.setProcessingTime(1_100);

            assertThat(rows(harness)).containsExactly(2);
        }
    }

    @Test
    void batchStaysOpenForACheckpointThatIsDueSoon() throws Exception {
        try (var harness = opened(ROOMY)) {
            barrier(harness, 10_000);
            send(harness, 1);
            harness.setProcessingTime(11_100);
            send(harness, 1);
            assertThat(rows(harness)).isEmpty();

            barrier(harness, 12_050);

            assertThat(rows(harness)).containsExactly(2);
        }
    }

    @Test
    void batchClosesByAgeIfTheCheckpointIsLate() throws Exception {
        try (var harness = opened(ROOMY)) {
            barrier(harness, 10_000);
            send(harness, 1);
            harness.setProcessingTime(12_999);
            assertThat(rows(harness)).isEmpty();

            harness.setProcessingTime(13_000);

            assertThat(rows(harness)).containsExactly(1);
        }
    }

    private static void barrier(OneInputStreamOperatorTestHarness<RawRecord, MicroBatch> harness, long time)
            throws Exception {
        harness.setProcessingTime(time);
        harness.prepareSnapshotPreBarrier(time);
    }

    @Test
    void timerOfClosedBatchDoesNotCloseTheNext() throws Exception {
        try (var harness = opened(ROOMY)) {
            send(harness, 1);
            harness.prepareSnapshotPreBarrier(1);
            harness.setProcessingTime(500);
            send(harness, 1);

            harness.setProcessingTime(1_000);

            assertThat(rows(harness)).containsExactly(1);
        }
    }

    @Test
    void closesBeforeTheDayLimitIsExceeded() throws Exception {
        try (var harness = opened(BatchFixtures.settings(1_000, 900 << 10, 2))) {
            for (int day = 1; day <= 5; day++) {
                sendValue(harness, "{\"device\":\"a\",\"ts\":\"2024-05-%02dT12:00:00Z\"}".formatted(day));
            }

            assertThat(rows(harness)).containsExactly(2, 2);
        }
    }

    @Test
    void closesAtTheBarrierAndKeepsNoRowsInState() throws Exception {
        try (var harness = opened(ROOMY)) {
            send(harness, 500);

            harness.prepareSnapshotPreBarrier(1);
            OperatorSubtaskState state = harness.snapshot(1, 1);

            assertThat(rows(harness)).containsExactly(500);
            assertThat(state.getStateSize()).isLessThan(1_000);
        }
    }

    @Test
    void closesAtTheEndOfInput() throws Exception {
        try (var harness = opened(ROOMY)) {
            send(harness, 3);

            harness.endInput();

            assertThat(rows(harness)).containsExactly(3);
        }
    }

    @Test
    void neverEmitsABatchWithoutRows() throws Exception {
        try (var harness = opened(ROOMY)) {
            sendValue(harness, "broken");
            harness.prepareSnapshotPreBarrier(1);
            harness.setProcessingTime(10_000);
            harness.endInput();

            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void undecodableRecordIsEmittedUnchangedAndDoesNotAffectRows() throws Exception {
        try (var harness = opened(ROOMY)) {
            send(harness, 1);
            sendValue(harness, "{\"device\":\"bad\",\"cpu_used\":99,\"ts\":\"yesterday\"}");
            send(harness, 1);
            harness.endInput();

            DeadLetter letter = harness.getSideOutput(MicroBatchOperator.DEAD_LETTERS)
                    .remove()
                    .getValue();
            assertThat(letter.reason()).isEqualTo(DeadLetterReason.BAD_VALUE);
            assertThat(letter.record().offset()).isEqualTo(1);
            assertThat(new String(letter.record().value(), StandardCharsets.UTF_8))
                    .contains("yesterday");
            assertThat(letter.record().headers().lastHeader("h").value()).containsExactly(1, 2);
            assertThat(BatchFixtures.rows(harness.extractOutputValues().get(0)))
                    .extracting(row -> row.get("device"))
                    .containsExactly("d0", "d0");
        }
    }

    @Test
    void rowsOfOneRecordFillSeveralBatches() throws Exception {
        try (var harness = opened(BatchFixtures.settings(2, 900 << 10, 8))) {
            String record = "[%s,%s,{\"device\":\"bad\"},%s,%s]"
                    .formatted(
                            BatchFixtures.reading("a", 0),
                            BatchFixtures.reading("b", 1),
                            BatchFixtures.reading("c", 2),
                            BatchFixtures.reading("d", 3));
            sendValue(harness, record);

            assertThat(rows(harness)).containsExactly(2, 2);
            assertThat(BatchFixtures.rows(harness.extractOutputValues().get(1)))
                    .extracting(row -> row.get("device"), row -> row.get("_offset"), row -> row.get("_row"))
                    .containsExactly(tuple("c", 0L, 3), tuple("d", 0L, 4));
            assertThat(harness.getSideOutput(MicroBatchOperator.DEAD_LETTERS))
                    .extracting(StreamRecord::getValue)
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.row()).isEqualTo(2);
                        assertThat(letter.message()).isEqualTo("element 3 of 5: ts: has no value");
                        assertThat(new String(letter.record().value(), StandardCharsets.UTF_8))
                                .isEqualTo(record);
                    });
        }
    }

    @Test
    void elementLargerThanAMessageIsADeadLetterOfItsOwn() throws Exception {
        try (var harness = opened(BatchFixtures.settings(100, 16 << 10, 8))) {
            sendValue(
                    harness,
                    "[%s,%s]".formatted(BatchFixtures.reading("a", 0), BatchFixtures.reading("x".repeat(9_000), 1)));
            harness.endInput();

            assertThat(rows(harness)).containsExactly(1);
            assertThat(harness.getSideOutput(MicroBatchOperator.DEAD_LETTERS))
                    .extracting(letter -> letter.getValue().row(), letter -> letter.getValue()
                            .reason())
                    .containsExactly(tuple(1, DeadLetterReason.TOO_LARGE));
        }
    }

    @Test
    void restoresOnTheSameTopic() throws Exception {
        OperatorSubtaskState state = stateOf(BatchFixtures.TOPIC_ID);
        try (var harness = harness(ROOMY, BatchFixtures.TOPIC_ID)) {
            harness.initializeState(state);
            harness.open();
            send(harness, 1);
            harness.endInput();

            assertThat(rows(harness)).containsExactly(1);
        }
    }

    @Test
    void restoreOnRecreatedTopicFails() throws Exception {
        OperatorSubtaskState state = stateOf("BBBBBBBBBBBBBBBBBBBBBQ");
        try (var harness = harness(ROOMY, BatchFixtures.TOPIC_ID)) {
            harness.initializeState(state);

            assertThatThrownBy(harness::open)
                    .isInstanceOf(UnusableTopicException.class)
                    .satisfies(e -> assertThat(ThrowableClassifier.getThrowableType(e))
                            .isEqualTo(ThrowableType.NonRecoverableError))
                    .hasMessageContaining("'sensors'")
                    .hasMessageContaining("Start the job without its old state");
        }
    }

    @Test
    void releasesMemoryWhenOpenFails() throws Exception {
        BatchSettings tooSmall = new BatchSettings(1_000, ROOMY.maxAge(), ROOMY.maxBytes(), 8, 1);
        try (var harness = harness(tooSmall, BatchFixtures.TOPIC_ID)) {
            assertThatThrownBy(harness::open).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void releasesMemoryWhenDownstreamFails() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(
                new MicroBatchOperator(
                        SENSORS,
                        ROOMY,
                        BatchFixtures.CHECKPOINT_INTERVAL,
                        topic -> BatchFixtures.TOPIC_ID,
                        false,
                        new AlertParallelism(1, 128)),
                new RawRecordSerializer())) {
            harness.setup(new RejectingSerializer());
            harness.open();
            send(harness, 10);

            assertThatThrownBy(() -> harness.prepareSnapshotPreBarrier(1)).hasMessage("downstream failed");
        }
    }

    private OperatorSubtaskState stateOf(String topicId) throws Exception {
        try (var harness = harness(ROOMY, topicId)) {
            harness.open();
            return harness.snapshot(1, 1);
        }
    }
}
