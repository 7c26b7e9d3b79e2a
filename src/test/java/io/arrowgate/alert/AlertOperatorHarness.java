package io.arrowgate.alert;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertSerializer;
import io.arrowgate.batch.RegisteredMetrics;
import io.arrowgate.batch.series.SeriesSlices;
import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.AlertRuleJson;
import io.arrowgate.stream.RuntimeRule;
import io.arrowgate.stream.StreamDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** Runs the alert operator of the sensors stream in a Flink test harness; the test sets the clock. */
final class AlertOperatorHarness implements AutoCloseable {
    static final Duration TTL = Duration.ofDays(7);
    private static final long CACHE_BYTES = 1_000_000;
    private static final int BUCKET = 5;
    private static final int CPU_USED = 0;

    private final KeyedTwoInputStreamOperatorTestHarness<Integer, SeriesSlices, RuleChange, Alert> harness;
    private final RegisteredMetrics metrics = new RegisteredMetrics();
    private final StreamDefinition stream;
    private final StateBackend backend;
    private final long cacheBytes;
    private long now;
    private long offset;

    private AlertOperatorHarness(
            StreamDefinition stream, StateBackend backend, long cacheBytes, long now, OperatorSubtaskState state)
            throws Exception {
        this.stream = stream;
        this.backend = backend;
        this.cacheBytes = cacheBytes;
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new CountedOperator(stream, cacheBytes, metrics), SeriesSlices::key, null, Types.INT);
        harness.setStateBackend(backend);
        harness.setup(new AlertSerializer());
        harness.setProcessingTime(now);
        this.now = now;
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    static AlertOperatorHarness start(StreamDefinition stream) throws Exception {
        return start(stream, new HashMapStateBackend(), CACHE_BYTES);
    }

    static AlertOperatorHarness start(StreamDefinition stream, StateBackend backend, long cacheBytes) throws Exception {
        return new AlertOperatorHarness(stream, backend, cacheBytes, 1_000_000, null);
    }

    AlertOperatorHarness snapshot() throws Exception {
        harness.snapshot(1, now);
        return this;
    }

    /** Takes a snapshot and restores it this much later. */
    AlertOperatorHarness restartAfter(Duration pause) throws Exception {
        return restartAfter(pause, stream);
    }

    AlertOperatorHarness restartAfter(Duration pause, StreamDefinition definition) throws Exception {
        OperatorSubtaskState state = harness.snapshot(1, now);
        harness.close();
        AlertOperatorHarness restarted =
                new AlertOperatorHarness(definition, backend, cacheBytes, now + pause.toMillis(), state);
        restarted.offset = offset;
        return restarted;
    }

    /** Processes a reading of the current time without delay. */
    AlertOperatorHarness read(String device, double cpuUsed) throws Exception {
        return read(device, cpuUsed, Duration.ZERO);
    }

    /** Processes a reading of the current time that reached Kafka this long ago. */
    AlertOperatorHarness read(String device, double cpuUsed, Duration ago) throws Exception {
        double[][] values = new double[stream.readingFields().size()][1];
        values[CPU_USED][0] = cpuUsed;
        process(new SeriesSlices(
                BUCKET,
                0,
                "topic-id",
                now - ago.toMillis(),
                new String[] {device + ";"},
                new int[] {1},
                new long[] {now * 1_000},
                new int[1],
                new long[] {offset++},
                null,
                values));
        return this;
    }

    /** Advances the time, while the batch operator sends empty messages. */
    AlertOperatorHarness idle(Duration time) throws Exception {
        for (long end = now + time.toMillis(); now < end; ) {
            advance(Duration.ofSeconds(1));
            process(SeriesSlices.heartbeat(BUCKET, 0));
        }
        return this;
    }

    /** Advances the time, while the batch operator is stalled. */
    AlertOperatorHarness stall(Duration time) throws Exception {
        for (long end = now + time.toMillis(); now < end; ) {
            advance(Duration.ofSeconds(1));
        }
        return this;
    }

    AlertOperatorHarness put(AlertRule rule) throws Exception {
        byte[] json = AlertRuleJson.toJson(new RuntimeRule(stream.name(), rule));
        return change(new RuleChange(rule.name(), stream.name(), new String(json, StandardCharsets.UTF_8)));
    }

    AlertOperatorHarness putIntoAnotherStream(AlertRule rule) throws Exception {
        return change(new RuleChange(rule.name(), "turnstiles", ""));
    }

    AlertOperatorHarness remove(String rule) throws Exception {
        return change(RuleChange.removal(rule));
    }

    List<Alert> alerts() {
        return harness.extractOutputValues();
    }

    /** Lists each alert as state, rule and device. */
    List<String> transitions() {
        return alerts().stream()
                .map(alert -> "%s %s %s"
                        .formatted(
                                alert.state().label(),
                                alert.rule(),
                                alert.series().get("device")))
                .toList();
    }

    double metric(String name) {
        return metrics.value(name);
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }

    private AlertOperatorHarness change(RuleChange change) throws Exception {
        harness.processElement2(new StreamRecord<>(change));
        return this;
    }

    private void advance(Duration time) throws Exception {
        now += time.toMillis();
        harness.setProcessingTime(now);
    }

    private void process(SeriesSlices slices) throws Exception {
        harness.processElement1(new StreamRecord<>(slices));
    }

    /** Provides the operator with metrics that tests can read; the harness has none. */
    private static final class CountedOperator extends AlertOperator {
        private static final long serialVersionUID = 1;
        private final transient OperatorMetricGroup group;

        CountedOperator(StreamDefinition stream, long cacheBytes, RegisteredMetrics metrics) {
            super(stream, TTL, cacheBytes);
            group = metrics.task().getOrAddOperator("alerts");
        }

        @Override
        public OperatorMetricGroup getMetricGroup() {
            return group;
        }
    }
}
