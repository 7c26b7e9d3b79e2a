package io.arrowgate.alert;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.alert.state.RuleState;
import io.arrowgate.alert.state.SeriesState;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * How many alerts of each rule fire, over the series of one subtask.
 *
 * <p>Bound: a number for each rule that there was since the subtask started; Flink lets go of no gauge before the operator ends.
 */
final class FiringAlertCounts {
    private final MetricGroup group;
    private final Map<String, AtomicInteger> byRule = new HashMap<>();

    FiringAlertCounts(MetricGroup group) {
        this.group = group;
    }

    /** Shows the rules that no alert was of yet, too. */
    void register(RuleSet rules) {
        rules.rules().forEach(rule -> of(rule.name()));
    }

    /** Counts what a restored series has firing. */
    void restored(SeriesState series) {
        for (RuleState state : series.states()) {
            if (state.lifecycle().isFiring()) {
                of(state.heading().rule()).incrementAndGet();
            }
        }
    }

    /** Counts what an alert has come to. */
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
