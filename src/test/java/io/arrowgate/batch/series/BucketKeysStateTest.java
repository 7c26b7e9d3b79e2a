package io.arrowgate.batch.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.BatchFixtures;
import io.arrowgate.batch.MicroBatchOperator;
import io.arrowgate.batch.MicroBatchSerializer;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.source.RawRecord;
import io.arrowgate.source.RawRecordSerializer;
import io.arrowgate.stream.StreamDefinitions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the keys of the alert operator's buckets in fresh, restored and rescaled jobs. */
class BucketKeysStateTest {
    private static final int[] BALANCED =
            BucketKeys.balanced(SeriesName.BUCKETS).toArray();

    @Test
    void jobWithoutStateUsesBalancedKeys() throws Exception {
        assertThat(keys(null, 1, 0, true)).containsExactly(BALANCED);
    }

    @Test
    void jobThatStartedWithoutAlertsUsesBalancedKeysOnceTheyAreEnabled() throws Exception {
        OperatorSubtaskState state = snapshot(null, 1, 0, false);

        assertThat(keys(state, 1, 0, true)).containsExactly(BALANCED);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "3, 1", "2, 3"})
    void jobRestoredFromVersion010KeepsPlainKeysAfterEveryRescale(int before, int after) throws Exception {
        assertEachSubtaskHas(BucketKeys.legacy().toArray(), stateOf010(), before, after);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "3, 1", "2, 3"})
    void jobWithBalancedKeysKeepsThemAfterEveryRescale(int before, int after) throws Exception {
        assertEachSubtaskHas(BALANCED, snapshot(null, 1, 0, true), before, after);
    }

    private static void assertEachSubtaskHas(int[] expected, OperatorSubtaskState first, int before, int after)
            throws Exception {
        OperatorSubtaskState[] states = new OperatorSubtaskState[before];
        for (int i = 0; i < before; i++) {
            states[i] = snapshot(repartitioned(first, 1, before, i), before, i, true);
        }
        OperatorSubtaskState all = AbstractStreamOperatorTestHarness.repackageState(states);
        for (int i = 0; i < after; i++) {
            assertThat(keys(repartitioned(all, before, after, i), after, i, true))
                    .containsExactly(expected);
        }
    }

    private static OperatorSubtaskState repartitioned(OperatorSubtaskState state, int before, int after, int subtask)
            throws Exception {
        return AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, SeriesName.BUCKETS, before, after, subtask);
    }

    /** Returns the keys of a subtask's messages, which have readings of each bucket, by bucket. */
    private static int[] keys(OperatorSubtaskState state, int parallelism, int subtask, boolean alerts)
            throws Exception {
        try (var harness = open(state, parallelism, subtask, alerts)) {
            Map<Integer, String> devices = new TreeMap<>();
            for (int i = 0; devices.size() < SeriesName.BUCKETS; i++) {
                devices.putIfAbsent(SeriesName.bucket("d" + i + ";"), "d" + i);
            }
            long offset = 0;
            for (String device : devices.values()) {
                harness.processElement(
                        new StreamRecord<>(BatchFixtures.record(0, offset++, BatchFixtures.reading(device, 1))));
            }
            harness.prepareSnapshotPreBarrier(1);
            Map<Integer, Integer> keys = new TreeMap<>();
            harness.getSideOutput(MicroBatchOperator.SERIES_SLICES)
                    .forEach(message -> keys.put(
                            SeriesName.bucket(message.getValue().names()[0]),
                            message.getValue().key()));
            return keys.values().stream().mapToInt(Integer::intValue).toArray();
        }
    }

    private static OperatorSubtaskState snapshot(
            OperatorSubtaskState state, int parallelism, int subtask, boolean alerts) throws Exception {
        try (var harness = open(state, parallelism, subtask, alerts)) {
            return harness.snapshot(1, 1);
        }
    }

    private static OneInputStreamOperatorTestHarness<RawRecord, MicroBatch> open(
            OperatorSubtaskState state, int parallelism, int subtask, boolean alerts) throws Exception {
        var operator = new MicroBatchOperator(
                StreamDefinitions.builtIn("sensors"),
                BatchFixtures.settings(1_000, 900 << 10, 8),
                BatchFixtures.CHECKPOINT_INTERVAL,
                topic -> BatchFixtures.TOPIC_ID,
                alerts,
                new AlertParallelism(parallelism, SeriesName.BUCKETS));
        var harness = new OneInputStreamOperatorTestHarness<RawRecord, MicroBatch>(
                operator, SeriesName.BUCKETS, parallelism, subtask, new RawRecordSerializer(), new OperatorID());
        harness.setup(new MicroBatchSerializer());
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static OperatorSubtaskState stateOf010() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(new Operator010(), new RawRecordSerializer())) {
            harness.setup(new MicroBatchSerializer());
            harness.open();
            return harness.snapshot(1, 1);
        }
    }

    /** Writes the state of the batch operator of 0.1.0: only the topic id. */
    private static final class Operator010 extends AbstractStreamOperator<MicroBatch>
            implements OneInputStreamOperator<RawRecord, MicroBatch> {
        @Override
        public void initializeState(StateInitializationContext context) throws Exception {
            super.initializeState(context);
            context.getOperatorStateStore()
                    .getUnionListState(new ListStateDescriptor<>("topic-id", Types.STRING))
                    .update(List.of(BatchFixtures.TOPIC_ID));
        }

        @Override
        public void processElement(StreamRecord<RawRecord> element) {
            throw new UnsupportedOperationException(
                    Arrays.toString(element.getValue().value()));
        }
    }
}
