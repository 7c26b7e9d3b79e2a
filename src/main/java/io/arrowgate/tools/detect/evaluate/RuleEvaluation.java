package io.arrowgate.tools.detect.evaluate;

import io.arrowgate.alert.StandaloneRuleEvaluator;
import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.CounterKind;
import io.arrowgate.stream.condition.ChangeDirection;
import io.arrowgate.stream.condition.ChangeRule;
import io.arrowgate.stream.condition.CrowdingRule;
import io.arrowgate.stream.condition.RuleCondition;
import io.arrowgate.tools.detect.DetectionStream;
import io.arrowgate.tools.detect.evaluate.LabelledSeries.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Measures precision and recall of a rule on generated series of one kind, as sums over the series.
 *
 * @param events number of labelled events
 * @param found number of events with an alert
 * @param alerts number of alerts
 * @param right number of alerts in an event
 */
record RuleEvaluation(long events, long found, long alerts, long right) {
    static final int WITHIN_MINUTES = 10;
    private static final double BY = 8;
    private static final int SERIES = 20;

    /** Returns a table for each of the two kinds of rules. */
    static List<String> report() {
        List<String> lines = new ArrayList<>(report(true));
        lines.add("");
        lines.addAll(report(false));
        return lines;
    }

    /** @param change whether to report on {@code change} or {@code crowding} rules */
    static List<String> report(boolean change) {
        List<String> lines = new ArrayList<>();
        lines.add("| series for a %s rule; events | precision | recall |".formatted(change ? "change" : "crowding"));
        lines.add("|---|---|---|");
        for (RuleSeriesKind kind : RuleSeriesKind.values()) {
            if (kind.isChange() == change) {
                RuleEvaluation sum = evaluate(kind);
                lines.add(String.format(
                        Locale.ROOT, "| %s | %.2f | %.2f |", kind.description, sum.precision(), sum.recall()));
            }
        }
        return lines;
    }

    static RuleEvaluation evaluate(RuleSeriesKind kind) {
        StreamDefinition stream = stream(kind);
        RuleEvaluation sum = new RuleEvaluation(0, 0, 0, 0);
        for (int seed = 1; seed <= SERIES; seed++) {
            LabelledSeries series = kind.isChange()
                    ? ChangeSeriesGenerator.generate(kind, seed)
                    : CrowdSeriesGenerator.generate(kind, seed);
            sum = sum.plus(evaluate(series, new StandaloneRuleEvaluator(stream, "series")));
        }
        return sum;
    }

    private static StreamDefinition stream(RuleSeriesKind kind) {
        if (kind.isChange()) {
            Duration within = Duration.ofMinutes(WITHIN_MINUTES);
            return DetectionStream.with(
                    List.of(rule(new ChangeRule(DetectionStream.VALUE, ChangeDirection.RISE, BY, false, within))));
        }
        return DetectionStream.ofCounter(
                kind == RuleSeriesKind.REGISTER_CROWD ? CounterKind.CUMULATIVE : CounterKind.INCREMENT,
                List.of(rule(new CrowdingRule(DetectionStream.VALUE, null, null, null))));
    }

    private static AlertRule rule(RuleCondition condition) {
        return new AlertRule("rule", null, null, null, null, null, condition);
    }

    private static RuleEvaluation evaluate(LabelledSeries series, StandaloneRuleEvaluator evaluator) {
        Set<Window> found = new HashSet<>();
        long alerts = 0;
        long right = 0;
        for (int row = 0; row < series.rows(); row++) {
            for (Alert alert : evaluator
                    .evaluate(series.timeMicros(row), series.value(row))
                    .alerts()) {
                if (alert.state() == AlertState.FIRING) {
                    alerts++;
                    right += addWindowsOf(series, row, found) ? 1 : 0;
                }
            }
        }
        return new RuleEvaluation(series.windows().size(), found.size(), alerts, right);
    }

    private static boolean addWindowsOf(LabelledSeries series, int row, Set<Window> found) {
        List<Window> windows = series.windows().stream()
                .filter(window -> row >= window.first() && row <= window.last())
                .toList();
        found.addAll(windows);
        return !windows.isEmpty();
    }

    private RuleEvaluation plus(RuleEvaluation other) {
        return new RuleEvaluation(
                events + other.events, found + other.found, alerts + other.alerts, right + other.right);
    }

    double precision() {
        return (double) right / alerts;
    }

    double recall() {
        return (double) found / events;
    }
}
