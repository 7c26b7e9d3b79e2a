package io.arrowgate.alert;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertSerializer;
import io.arrowgate.alert.notify.AlertState;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keeps an alert storm, one cause with a thousand series, from a thousand notifications: keyed by rule, it lets so many alerts a
 * minute through as the rule allows, and sums up the others in one alert, which is updated each minute and ends with the first
 * minute that keeps to the limit. An alert that was held stays so when it resolves.
 *
 * <p>State: a few numbers a rule, and the ids of the held alerts that still fire.
 */
public final class AlertStormFunction extends KeyedProcessFunction<String, Alert, Alert> {
    /** The summarising alerts alone, for where the others go without a limit. */
    public static final OutputTag<Alert> SUMMARIES = new OutputTag<>("storm-summaries", AlertSerializer.typeInfo());

    /** So long after the first alert beyond the limit the first sum is told: it is then more than one. */
    private static final long FIRST_SUMMARY_MILLIS = 1_000;

    private transient ValueState<StormMinute> minute;
    private transient ValueState<Storm> storm;
    private transient MapState<String, Boolean> held;

    @Override
    public void open(OpenContext context) {
        minute = getRuntimeContext().getState(new ValueStateDescriptor<>("minute", Types.POJO(StormMinute.class)));
        storm = getRuntimeContext().getState(new ValueStateDescriptor<>("storm", Types.POJO(Storm.class)));
        held = getRuntimeContext().getMapState(new MapStateDescriptor<>("held", Types.STRING, Types.BOOLEAN));
    }

    @Override
    public void processElement(Alert alert, Context context, Collector<Alert> out) throws Exception {
        if (alert.state() == AlertState.RESOLVED) {
            resolve(alert, out);
            return;
        }
        long now = context.timerService().currentProcessingTime();
        StormMinute before = minute.value();
        StormMinute current = before == null || before.isOver(now) ? StormMinute.at(now) : before;
        minute.update(current.count(alert.stormLimit()));
        if (current.fired() < alert.stormLimit()) {
            out.collect(alert);
            return;
        }
        held.put(alert.id(), true);
        Storm known = storm.value();
        storm.update(known == null ? Storm.of(alert) : known.withAlert(alert));
        if (known == null) {
            context.timerService().registerProcessingTimeTimer(now + FIRST_SUMMARY_MILLIS);
        }
    }

    private void resolve(Alert alert, Collector<Alert> out) throws Exception {
        if (held.contains(alert.id())) {
            held.remove(alert.id());
        } else {
            out.collect(alert);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        long now = context.timerService().currentProcessingTime();
        boolean raged = minute.value().beyond() > 0;
        Alert summary =
                storm.value().summary(context.getCurrentKey(), raged ? AlertState.FIRING : AlertState.RESOLVED, now);
        out.collect(summary);
        context.output(SUMMARIES, summary);
        if (!raged) {
            storm.clear();
            return;
        }
        if (minute.value().isOver(now)) {
            minute.update(StormMinute.at(now));
        }
        context.timerService().registerProcessingTimeTimer(minute.value().endMillis());
    }
}
