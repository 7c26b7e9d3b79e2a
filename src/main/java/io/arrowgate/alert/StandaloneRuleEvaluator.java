package io.arrowgate.alert;

import io.arrowgate.alert.anomaly.AnomalyDetector;
import io.arrowgate.alert.evaluate.SeriesAlertProcessor;
import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.alert.state.SeriesState;
import io.arrowgate.batch.series.SeriesSlices;
import io.arrowgate.stream.StreamDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Judges one series of a stream with a single reading field by the stream's rules, as the job would, but without Flink.
 *
 * <p>The clock is the readings': a rule about silence fires at the first reading after the gap. Not thread-safe.
 */
public final class StandaloneRuleEvaluator {
    private static final String NO_TOPIC = "";

    private final String name;
    private final RuleSet rules;
    private final SeriesAlertProcessor alerts;
    private final SeriesState state = new SeriesState(1);
    /** Learns from the same readings as the detectors of anomaly rules, and so says what they say. */
    private final AnomalyDetector detector = new AnomalyDetector();

    private long readings;
    private long sinceMillis;
    private long nowMillis;

    /**
     * What became of a reading.
     *
     * @param alerts that fired or resolved at it, in the order in which they did
     * @param score the detector's, 0 to 1; none if the reading has no value or came late
     */
    public record Result(List<Alert> alerts, OptionalDouble score) {
        public Result {
            alerts = List.copyOf(alerts);
        }
    }

    /**
     * @param stream whose rules are to judge
     * @param series value of its one key column
     */
    public StandaloneRuleEvaluator(StreamDefinition stream, String series) {
        check("seriesKey", stream.seriesKey());
        check("readingFields", stream.readingFields());
        name = series.replaceAll("[,;\\\\]", "\\\\$0") + ";";
        rules = new ActiveRules(stream).after(List.of());
        alerts = new SeriesAlertProcessor(stream);
    }

    private static void check(String field, List<String> columns) {
        if (columns.size() != 1) {
            throw new IllegalArgumentException("%s: %s is not one column".formatted(field, columns));
        }
    }

    /**
     * Judges the next reading.
     *
     * @param timeMicros event time; one before that of an earlier reading is late
     * @param value NaN for none
     */
    public Result judge(long timeMicros, double value) {
        List<Alert> out = new ArrayList<>();
        OptionalDouble score = score(timeMicros, value);
        advanceTo(TimeUnit.MICROSECONDS.toMillis(timeMicros));
        alerts.begin(nowMillis, rules, NO_TOPIC, out::add);
        alerts.bind(name, state);
        alerts.checkAbsence(sinceMillis);
        alerts.judge(slice(timeMicros, value), 0, 1);
        readings++;
        return new Result(out, score);
    }

    /** How many readings came too late to be judged at all. */
    public long tooLate() {
        return alerts.tooLate();
    }

    private OptionalDouble score(long timeMicros, double value) {
        boolean late = timeMicros < state.latestMicros();
        return late || Double.isNaN(value)
                ? OptionalDouble.empty()
                : OptionalDouble.of(detector.score(timeMicros, value));
    }

    private void advanceTo(long millis) {
        if (readings == 0) {
            sinceMillis = millis;
            nowMillis = millis;
        }
        nowMillis = Math.max(nowMillis, millis);
    }

    private SeriesSlices slice(long timeMicros, double value) {
        return new SeriesSlices(
                0,
                0,
                NO_TOPIC,
                nowMillis,
                new String[] {name},
                new int[] {1},
                new long[] {timeMicros},
                new int[1],
                new long[] {readings},
                new double[][] {{value}});
    }
}
