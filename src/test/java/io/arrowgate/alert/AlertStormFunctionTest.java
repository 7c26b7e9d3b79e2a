package io.arrowgate.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertSerializer;
import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.alert.notify.TestAlert;
import io.arrowgate.stream.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests which alerts reach the topic while one rule fires for many series; the limit is two alerts a minute. */
class AlertStormFunctionTest {
    private static final int LIMIT = 2;
    private static final long START = 1_000_000;
    private static final Instant EVENT_TIME = Instant.parse("2024-05-01T12:00:00Z");

    private KeyedOneInputStreamOperatorTestHarness<String, Alert, Alert> storms;

    @BeforeEach
    void start() throws Exception {
        storms = opened(null, START);
    }

    @AfterEach
    void stop() throws Exception {
        storms.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Alert, Alert> opened(
            OperatorSubtaskState state, long now) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new AlertStormFunction()), Alert::rule, Types.STRING);
        harness.setup(new AlertSerializer());
        harness.setProcessingTime(now);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private void restart(long now) throws Exception {
        OperatorSubtaskState state = storms.snapshot(1, now);
        storms.close();
        storms = opened(state, now);
    }

    private void fire(String... ids) throws Exception {
        send("hot", AlertState.FIRING, ids);
    }

    private void resolve(String... ids) throws Exception {
        send("hot", AlertState.RESOLVED, ids);
    }

    private void send(String rule, AlertState state, String... ids) throws Exception {
        for (String id : ids) {
            storms.processElement(new StreamRecord<>(alert(rule, id, state)));
        }
    }

    private void secondsIn(long seconds) throws Exception {
        storms.setProcessingTime(START + seconds * 1_000);
    }

    private List<String> transitions() {
        return storms.extractOutputValues().stream()
                .map(AlertStormFunctionTest::summarized)
                .toList();
    }

    private static String summarized(Alert alert) {
        return alert.kind().equals("storm")
                ? "%s storm of %d".formatted(alert.state().label(), alert.readings())
                : "%s %s".formatted(alert.state().label(), alert.id());
    }

    private static Alert alert(String rule, String id, AlertState state) {
        return new TestAlert()
                .id(id)
                .state(state)
                .rule(rule)
                .series(Map.of("device", id))
                .times(EVENT_TIME, EVENT_TIME)
                .position(0, 7)
                .stormLimit(LIMIT)
                .build();
    }

    @Test
    void alertsWithinLimitPassWithoutSummary() throws Exception {
        fire("a", "b");
        resolve("a");
        secondsIn(120);

        assertThat(transitions()).containsExactly("firing a", "firing b", "resolved a");
    }

    @Test
    void alertsBeyondLimitAreSummarizedAfterOneSecond() throws Exception {
        fire("a", "b", "c", "d");
        storms.setProcessingTime(START + 999);
        assertThat(transitions()).containsExactly("firing a", "firing b");

        fire("e");
        secondsIn(1);

        assertThat(transitions()).containsExactly("firing a", "firing b", "firing storm of 3");
    }

    @Test
    void summaryAlertHasNoSeriesAndGoesToTable() throws Exception {
        fire("a", "b", "c");
        secondsIn(1);

        Alert summary = storms.extractOutputValues().get(2);
        assertThat(summary.rule()).isEqualTo("hot");
        assertThat(summary.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(summary.series()).isEmpty();
        assertThat(storms.getSideOutput(AlertStormFunction.SUMMARIES))
                .extracting(StreamRecord::getValue)
                .containsExactly(summary);
    }

    @Test
    void suppressedAlertStaysSuppressedWhenItResolves() throws Exception {
        fire("a", "b", "c");
        resolve("c", "a");

        assertThat(transitions()).containsExactly("firing a", "firing b", "resolved a");
    }

    @Test
    void resolvedSuppressedAlertIsRemovedFromState() throws Exception {
        fire("a", "b", "c");
        resolve("c", "c");

        assertThat(transitions()).containsExactly("firing a", "firing b", "resolved c");
    }

    @Test
    void stormSummaryUpdatesAndResolvesAfterFirstQuietMinute() throws Exception {
        fire("a", "b", "c");
        secondsIn(1);
        secondsIn(60);
        fire("d", "e", "f", "g");
        secondsIn(120);
        secondsIn(180);

        assertThat(transitions())
                .containsExactly(
                        "firing a",
                        "firing b",
                        "firing storm of 1",
                        "firing storm of 1",
                        "firing d",
                        "firing e",
                        "firing storm of 3",
                        "resolved storm of 3");
        assertThat(storms.extractOutputValues())
                .filteredOn(alert -> alert.kind().equals("storm"))
                .extracting(Alert::id)
                .containsOnly(storms.extractOutputValues().get(2).id());
    }

    @Test
    void nextStormHasNewAlert() throws Exception {
        fire("a", "b", "c");
        secondsIn(1);
        secondsIn(60);
        secondsIn(120);
        fire("d", "e", "f");
        secondsIn(121);

        assertThat(transitions()).endsWith("resolved storm of 1", "firing d", "firing e", "firing storm of 1");
        List<Alert> alerts = storms.extractOutputValues();
        assertThat(alerts.get(alerts.size() - 1).id())
                .isNotEqualTo(alerts.get(2).id());
    }

    @Test
    void limitAppliesPerRule() throws Exception {
        send("hot", AlertState.FIRING, "a", "b");
        send("cold", AlertState.FIRING, "c", "d");

        assertThat(transitions()).hasSize(4);
    }

    @Test
    void restartKeepsMinuteStormAndSuppressedAlerts() throws Exception {
        fire("a", "b", "c");

        restart(START + 500);
        fire("d");
        resolve("c");
        secondsIn(1);
        secondsIn(60);
        secondsIn(120);

        assertThat(transitions()).containsExactly("firing storm of 2", "firing storm of 2", "resolved storm of 2");
    }
}
