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
 * Limits how many alerts of one rule are forwarded per minute, so that one cause that affects a thousand series does not
 * send a thousand notifications.
 *
 * <p>Keyed by rule. Suppressed alerts are summarized in one alert. It is updated each minute and resolves after the
 * first minute within the limit. When a suppressed alert resolves, that is suppressed too.
 *
 * <p>State: a few numbers per rule, and the ids of suppressed alerts that are still firing.
 */
public final class AlertStormFunction extends KeyedProcessFunction<String, Alert, Alert> {
    /** Emits the summary alerts only, for outputs that receive all other alerts without a limit. */
    public static final OutputTag<Alert> SUMMARIES = new OutputTag<>("storm-summaries", AlertSerializer.typeInfo());

    /** Delays the first summary, so that it covers more than one alert. */
    private static final long FIRST_SUMMARY_MILLIS = 1_000;

    private transient ValueState<StormMinute> minute;
    private transient ValueState<Storm> storm;
    private transient MapState<String, Boolean> suppressed;

    @Override
    public void open(OpenContext context) {
        minute = getRuntimeContext().getState(new ValueStateDescriptor<>("minute", Types.POJO(StormMinute.class)));
        storm = getRuntimeContext().getState(new ValueStateDescriptor<>("storm", Types.POJO(Storm.class)));
        suppressed = getRuntimeContext().getMapState(new MapStateDescriptor<>("held", Types.STRING, Types.BOOLEAN));
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
        suppressed.put(alert.id(), true);
        Storm known = storm.value();
        storm.update(known == null ? Storm.of(alert) : known.withAlert(alert));
        if (known == null) {
            context.timerService().registerProcessingTimeTimer(now + FIRST_SUMMARY_MILLIS);
        }
    }

    private void resolve(Alert alert, Collector<Alert> out) throws Exception {
        if (suppressed.contains(alert.id())) {
            suppressed.remove(alert.id());
        } else {
            out.collect(alert);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        long now = context.timerService().currentProcessingTime();
        boolean exceeded = minute.value().beyond() > 0;
        Alert summary =
                storm.value().summary(context.getCurrentKey(), exceeded ? AlertState.FIRING : AlertState.RESOLVED, now);
        out.collect(summary);
        context.output(SUMMARIES, summary);
        if (!exceeded) {
            storm.clear();
            return;
        }
        if (minute.value().isOver(now)) {
            minute.update(StormMinute.at(now));
        }
        context.timerService().registerProcessingTimeTimer(minute.value().endMillis());
    }
}
