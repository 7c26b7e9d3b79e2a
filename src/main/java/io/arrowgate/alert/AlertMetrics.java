package io.arrowgate.alert;

import io.arrowgate.alert.evaluate.SeriesAlertProcessor;
import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.alert.state.SeriesState;
import io.arrowgate.common.JobMetricGroups;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;

/** What the alerts of one stream count. Written by the task thread; gauges are read by threads of the metrics' reporters. */
final class AlertMetrics {
    private final Counter readings;
    private final Map<AlertState, Counter> alerts = new EnumMap<>(AlertState.class);
    private final FiringAlertCounts firing;
    private final AtomicLong seriesTracked = new AtomicLong();

    AlertMetrics(MetricGroup operator, String stream, SeriesAlertProcessor judged, ActiveRules rules) {
        MetricGroup group = JobMetricGroups.group(operator, stream);
        readings = group.counter("readings");
        group.gauge("lateReadings", (Gauge<Long>) judged::late);
        group.gauge("lateReadingsDropped", (Gauge<Long>) judged::tooLate);
        group.gauge("rules", (Gauge<Integer>) rules::size);
        group.gauge("incompatibleRules", (Gauge<Integer>) rules::incompatible);
        group.gauge("seriesTracked", (Gauge<Long>) seriesTracked::get);
        for (AlertState state : AlertState.values()) {
            alerts.put(state, group.addGroup("state", state.label()).counter("alerts"));
        }
        firing = new FiringAlertCounts(group);
    }

    void readings(int rows) {
        readings.inc(rows);
    }

    /** Other rules hold from now on. */
    void rules(RuleSet rules) {
        firing.register(rules);
    }

    /** A series was in the state that the job started from. */
    void restored(SeriesState series) {
        seriesTracked.incrementAndGet();
        firing.restored(series);
    }

    /** A series has come, or was forgotten: 1 or -1. */
    void series(int change) {
        seriesTracked.addAndGet(change);
    }

    /** Hands alerts on, and counts them. */
    Consumer<Alert> countingOutput(Collector<Alert> out) {
        return alert -> {
            alerts.get(alert.state()).inc();
            firing.count(alert);
            out.collect(alert);
        };
    }
}
