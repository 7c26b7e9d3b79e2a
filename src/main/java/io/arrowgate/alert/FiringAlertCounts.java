package io.arrowgate.alert;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.alert.state.SeriesHeader;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts the firing alerts of each rule, over the series of one subtask.
 *
 * <p>Bound: one gauge per rule name since the subtask started; Flink removes gauges only when the operator ends.
 */
final class FiringAlertCounts {
    private final MetricGroup group;
    private final Map<String, AtomicInteger> byRule = new HashMap<>();

    FiringAlertCounts(MetricGroup group) {
        this.group = group;
    }

    /** Registers a gauge for each rule, including rules without alerts. */
    void register(RuleSet rules) {
        rules.rules().forEach(rule -> of(rule.name()));
    }

    /** Counts the firing alerts of a restored series. */
    void restored(SeriesHeader series) {
        series.firingRules().forEach(rule -> of(rule).incrementAndGet());
    }

    /** Counts a state change of an alert. */
    void count(Alert alert) {
        of(alert.rule()).addAndGet(alert.state() == AlertState.FIRING ? 1 : -1);
    }

    private AtomicInteger of(String rule) {
        return byRule.computeIfAbsent(rule, first -> {
            AtomicInteger firing = new AtomicInteger();
            group.addGroup("rule", rule).gauge("alertsFiring", (Gauge<Integer>) firing::get);
            return firing;
        });
    }
}
