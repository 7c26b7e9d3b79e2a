package io.arrowgate.alert;

import io.arrowgate.alert.evaluate.SeriesAlertProcessor;
import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.alert.state.SeriesHeader;
import io.arrowgate.common.JobMetricGroups;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Registers and updates the metrics of one stream's alerts. The task thread writes them; threads of the metric reporters
 * read the gauges.
 */
final class AlertMetrics {
    private final Counter readings;
    private final Map<AlertState, Counter> alerts = new EnumMap<>(AlertState.class);
    private final FiringAlertCounts firing;

    AlertMetrics(
            MetricGroup operator,
            String stream,
            SeriesAlertProcessor processor,
            ActiveRules rules,
            SeriesStore series) {
        MetricGroup group = JobMetricGroups.group(operator, stream);
        readings = group.counter("readings");
        group.gauge("lateReadings", (Gauge<Long>) processor::late);
        group.gauge("lateReadingsDropped", (Gauge<Long>) processor::tooLate);
        group.gauge("rules", (Gauge<Integer>) rules::size);
        group.gauge("incompatibleRules", (Gauge<Integer>) rules::incompatible);
        group.gauge("seriesTracked", (Gauge<Integer>) series::size);
        group.gauge("seriesStateReads", (Gauge<Long>) series::reads);
        group.gauge("seriesStateWrites", (Gauge<Long>) series::writes);
        for (AlertState state : AlertState.values()) {
            alerts.put(state, group.addGroup("state", state.label()).counter("alerts"));
        }
        firing = new FiringAlertCounts(group);
    }

    void readings(int rows) {
        readings.inc(rows);
    }

    /** Registers the rules of a new rule set. */
    void rules(RuleSet rules) {
        firing.register(rules);
    }

    /** Counts the firing alerts of a series restored from state. */
    void restored(SeriesHeader series) {
        firing.restored(series);
    }

    /** Returns a consumer that counts alerts and forwards them. */
    Consumer<Alert> counting(Consumer<Alert> output) {
        return alert -> {
            alerts.get(alert.state()).inc();
            firing.count(alert);
            output.accept(alert);
        };
    }
}
