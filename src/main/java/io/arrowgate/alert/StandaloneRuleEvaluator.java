package io.arrowgate.alert;

import io.arrowgate.alert.anomaly.ExpectedRange;
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
 * Evaluates the rules of a stream on one series with a single reading field, as the job would, but without Flink.
 *
 * <p>The readings drive the clock: an absence rule fires at the first reading after the gap. Not thread-safe.
 */
public final class StandaloneRuleEvaluator {
    private static final String NO_TOPIC = "";

    private final String name;
    private final RuleSet rules;
    private final SeriesAlertProcessor alerts;
    private final SeriesState state = new SeriesState(1);
    /** Processes the same readings as the detectors of anomaly rules, and so returns the same scores. */
    private final OrderedScores scores = new OrderedScores();

    private long readings;
    private long sinceMillis;
    private long nowMillis;

    /**
     * Describes the result of a reading.
     *
     * @param alerts that fired or resolved at it, in order
     * @param score anomaly score from 0 to 1; empty if the reading has no value, or is too late to be evaluated
     * @param expected values that would have scored low; null in the warm-up, and for a reading that is too late
     * @param warmUp whether the detector has seen too few readings to score this one
     */
    public record Result(List<Alert> alerts, OptionalDouble score, ExpectedRange expected, boolean warmUp) {
        public Result {
            alerts = List.copyOf(alerts);
        }
    }

    /**
     * Creates an evaluator for one series.
     *
     * @param stream whose rules to evaluate
     * @param series value of its one key column
     */
    public StandaloneRuleEvaluator(StreamDefinition stream, String series) {
        check("seriesKey", stream.seriesKey());
        check("readingFields", stream.readingFields());
        name = series.replaceAll("[,;\\\\]", "\\\\$0") + ";";
        rules = new ActiveRules(stream).withChanges(List.of());
        alerts = new SeriesAlertProcessor(stream);
    }

    private static void check(String field, List<String> columns) {
        if (columns.size() != 1) {
            throw new IllegalArgumentException("%s: %s is not exactly one column".formatted(field, columns));
        }
    }

    /**
     * Evaluates the next reading.
     *
     * @param timeMicros event time; one before that of an earlier reading is late
     * @param value NaN for none
     */
    public Result evaluate(long timeMicros, double value) {
        List<Alert> out = new ArrayList<>();
        scores.add(timeMicros, value);
        advanceTo(TimeUnit.MICROSECONDS.toMillis(timeMicros));
        alerts.begin(nowMillis, rules, NO_TOPIC, out::add);
        alerts.bind(name, state);
        alerts.checkAbsence(sinceMillis);
        alerts.evaluate(slice(timeMicros, value), 0, 1);
        readings++;
        return new Result(out, score(), scores.expected(), scores.warmUp());
    }

    /** Returns the number of readings that were too late to be evaluated. */
    public long tooLate() {
        return alerts.tooLate();
    }

    private OptionalDouble score() {
        return Double.isNaN(scores.score()) ? OptionalDouble.empty() : OptionalDouble.of(scores.score());
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
                null,
                new double[][] {{value}});
    }
}
