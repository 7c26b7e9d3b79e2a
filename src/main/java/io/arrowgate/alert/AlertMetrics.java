package io.arrowgate.alert;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;

/** What the alerts count, in the group {@code arrowgate}. */
final class AlertMetrics {
    private final Counter readings;
    private final Map<AlertState, Counter> alerts = new EnumMap<>(AlertState.class);

    AlertMetrics(
            MetricGroup operator, String stream, LongSupplier tooLate, IntSupplier rules, IntSupplier refusedRules) {
        MetricGroup group = operator.addGroup("arrowgate").addGroup("stream", stream);
        readings = group.counter("readings");
        group.gauge("readingsTooLate", (Gauge<Long>) tooLate::getAsLong);
        group.gauge("rules", (Gauge<Integer>) rules::getAsInt);
        group.gauge("rulesLeftOut", (Gauge<Integer>) refusedRules::getAsInt);
        for (AlertState state : AlertState.values()) {
            alerts.put(state, group.addGroup("state", state.label()).counter("alerts"));
        }
    }

    void readings(int rows) {
        readings.inc(rows);
    }

    /** Hands alerts on, and counts them. */
    Consumer<Alert> counting(Collector<Alert> out) {
        return alert -> {
            alerts.get(alert.state()).inc();
            out.collect(alert);
        };
    }
}
