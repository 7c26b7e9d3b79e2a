package io.arrowgate.alert.evaluate;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.rule.CompiledRule;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.alert.state.EncodedSeriesState;
import io.arrowgate.alert.state.SeriesState;
import io.arrowgate.batch.series.SeriesName;
import io.arrowgate.batch.series.SeriesSlices;
import io.arrowgate.batch.series.TestSlices;
import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.StreamDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Evaluates rules on one series of a stream without Flink: readings in, alerts out. */
final class RuleTestBed {
    static final Instant START = Instant.parse("2024-05-06T12:00:00Z");
    private static final String TOPIC_ID = "topic-id";

    private final StreamDefinition stream;
    private final int field;
    private final String name;
    private final RuleSet rules;
    private final SeriesAlertProcessor alerts;
    private final List<Alert> out = new ArrayList<>();
    private SeriesState state;
    private long offset;

    RuleTestBed(StreamDefinition stream, String name, String field, AlertRule... rules) {
        this.stream = stream;
        this.name = name;
        this.field = stream.readingFields().indexOf(field);
        this.rules = new RuleSet(
                0,
                Arrays.stream(rules).map(rule -> CompiledRule.of(rule, stream)).toList());
        alerts = new SeriesAlertProcessor(stream);
        state = new SeriesState(stream.readingFields().size());
    }

    /** Evaluates a reading this long after the start. */
    RuleTestBed read(Duration at, double value) {
        double[][] values = new double[stream.readingFields().size()][1];
        for (double[] column : values) {
            column[0] = Double.NaN;
        }
        values[field][0] = value;
        long micros = (START.toEpochMilli() + at.toMillis()) * 1_000;
        SeriesSlices slices = TestSlices.ofSeries(name, TOPIC_ID, new long[] {micros}, new long[] {offset++}, values);
        alerts.begin(0, rules, TOPIC_ID, out::add);
        alerts.bind(name, state);
        alerts.evaluate(slices, 0, 1);
        return this;
    }

    /** Evaluates a reading this many seconds after the start. */
    RuleTestBed read(long seconds, double value) {
        return read(Duration.ofSeconds(seconds), value);
    }

    /** Serializes the state and continues with the deserialized one. */
    RuleTestBed restore() {
        return resume(written());
    }

    /** Returns the serialized state. */
    byte[] written() {
        return EncodedSeriesState.of(state, new DataOutputSerializer(1)).bytes();
    }

    /** Continues with a state that another version wrote. */
    RuleTestBed resume(byte[] written) {
        state = new EncodedSeriesState(written).decode(SeriesName.key(name));
        return this;
    }

    List<Alert> alerts() {
        return out;
    }

    /**
     * Lists each alert as its state and the offset of the latest reading at that point, such as {@code firing 3..5}: its
     * breach in seconds.
     */
    List<String> story() {
        return out.stream()
                .map(alert -> "%s %d..%d"
                        .formatted(alert.state().label(), seconds(alert.firstTime()), seconds(alert.lastTime())))
                .toList();
    }

    /** Returns the number of readings that were too late. */
    long tooLate() {
        return alerts.tooLate();
    }

    private static long seconds(Instant time) {
        return Duration.between(START, time).toSeconds();
    }
}
