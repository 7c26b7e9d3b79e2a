package io.arrowgate.alert;

import io.arrowgate.alert.evaluate.SeriesAlertProcessor;
import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.alert.state.SeriesState;
import io.arrowgate.batch.series.SeriesName;
import io.arrowgate.batch.series.SeriesSlices;
import io.arrowgate.stream.StreamDefinition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The alerts of one stream, keyed by bucket: slices and changes of rules in, alerts out.
 *
 * <p>State: for each series that was seen within the time to live one {@link SeriesState}. A timer a second and bucket looks for
 * series that fell silent, that a change of rules is about, or that are to be forgotten.
 */
public final class AlertFunction extends KeyedBroadcastProcessFunction<Integer, SeriesSlices, RuleChange, Alert> {
    /** The changed rules, by name. */
    public static final MapStateDescriptor<String, RuleChange> RULES =
            new MapStateDescriptor<>("alert-rules", Types.STRING, Types.POJO(RuleChange.class));

    private static final long TICK_MILLIS = 1_000;

    private final StreamDefinition stream;
    private final Duration seriesTtl;

    private transient MapState<String, SeriesState> series;
    private transient ValueState<String> topicId;
    private transient ActiveRules activeRules;
    /** Null until the state of the rules can be asked: in open() it cannot. */
    private transient RuleSet rules;

    private transient SeriesAlertProcessor alerts;
    private transient BacklogDetector backlogDetector;
    private transient Map<Integer, BucketMaintenance> watches;
    private transient AlertMetrics metrics;

    /** @param seriesTtl after which a series that was not seen is forgotten */
    public AlertFunction(StreamDefinition stream, Duration seriesTtl) {
        this.stream = stream;
        this.seriesTtl = seriesTtl;
    }

    @Override
    public void open(OpenContext context) {
        series = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("series", StringSerializer.INSTANCE, SeriesStateSerializer.INSTANCE));
        topicId = getRuntimeContext().getState(new ValueStateDescriptor<>("topic-id", Types.STRING));
        activeRules = new ActiveRules(stream);
        alerts = new SeriesAlertProcessor(stream);
        backlogDetector = null;
        watches = new HashMap<>();
        metrics = new AlertMetrics(getRuntimeContext().getMetricGroup(), stream.name(), alerts, activeRules);
    }

    @Override
    public void processElement(SeriesSlices slices, ReadOnlyContext context, Collector<Alert> out) throws Exception {
        long now = context.currentProcessingTime();
        begin(context.getBroadcastState(RULES), now);
        backlogDetector.messageReceived(slices, now);
        BucketMaintenance watch = watch(slices.key(), context, now);
        if (slices.rows() == 0 || rules.rules().isEmpty()) {
            return;
        }
        if (!slices.topicId().equals(topicId.value())) {
            topicId.update(slices.topicId());
        }
        alerts.begin(now, rules, slices.topicId(), metrics.countingOutput(out));
        int begin = 0;
        for (int i = 0; i < slices.names().length; i++) {
            int end = slices.ends()[i];
            judge(slices, slices.names()[i], begin, end, watch);
            begin = end;
        }
        metrics.readings(slices.rows());
    }

    private void judge(SeriesSlices slices, String name, int begin, int end, BucketMaintenance watch) throws Exception {
        String key = SeriesName.key(name);
        SeriesState known = series.get(key);
        SeriesState state =
                known != null ? known : new SeriesState(stream.readingFields().size());
        metrics.series(known != null ? 0 : 1);
        alerts.bind(name, state);
        alerts.judge(slices, begin, end);
        watchSilence(key, watch);
        series.put(key, state);
    }

    private void watchSilence(String key, BucketMaintenance watch) {
        if (watch.absenceDeadlines().isKnown(key)) {
            return;
        }
        long deadline = alerts.checkAbsence(backlogDetector.currentSinceMillis());
        if (deadline != SeriesAlertProcessor.NO_DEADLINE) {
            watch.absenceDeadlines().add(key, deadline);
        }
    }

    @Override
    public void processBroadcastElement(RuleChange change, Context context, Collector<Alert> out) throws Exception {
        context.getBroadcastState(RULES).put(change.name(), change);
        useRules(context.getBroadcastState(RULES).entries());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        long now = context.currentProcessingTime();
        begin(context.getBroadcastState(RULES), now);
        BucketMaintenance watch = watch(context.getCurrentKey(), context, now);
        context.timerService().registerProcessingTimeTimer(nextTick(now));
        if (topicId.value() == null) {
            return; // Nothing was ever read.
        }
        alerts.begin(now, rules, topicId.value(), metrics.countingOutput(out));
        if (watch.pollSweep(rules, now)) {
            sweep(watch, now);
        }
        if (!backlogDetector.isBacklogged(now)) {
            fireSilences(watch, now);
        }
    }

    private void sweep(BucketMaintenance watch, long now) throws Exception {
        for (Iterator<Map.Entry<String, SeriesState>> entries = series.iterator(); entries.hasNext(); ) {
            Map.Entry<String, SeriesState> entry = entries.next();
            SeriesState state = entry.getValue();
            boolean changed = alerts.bind(state.name(), state);
            if (isForgotten(state, now)) {
                alerts.forget();
                entries.remove();
                metrics.series(-1);
                continue;
            }
            watchSilence(entry.getKey(), watch);
            if (changed) {
                entry.setValue(state);
            }
        }
    }

    /** A job that was down for longer than the time to live must first have read what there is. */
    private boolean isForgotten(SeriesState state, long now) {
        long lastMillis =
                Math.max(state.lastSeenMillis(), backlogDetector.currentSinceMillis() - seriesTtl.toMillis() / 2);
        return now - lastMillis > seriesTtl.toMillis();
    }

    private void fireSilences(BucketMaintenance watch, long now) throws Exception {
        for (String key = watch.absenceDeadlines().poll(now);
                key != null;
                key = watch.absenceDeadlines().poll(now)) {
            SeriesState state = series.get(key);
            if (state != null) {
                alerts.bind(state.name(), state);
                watchSilence(key, watch);
                series.put(key, state);
            }
        }
    }

    private void begin(ReadOnlyBroadcastState<String, RuleChange> changes, long now) throws Exception {
        if (rules == null) {
            useRules(changes.immutableEntries());
        }
        if (backlogDetector == null) {
            backlogDetector = new BacklogDetector(now);
        }
    }

    private void useRules(Iterable<Map.Entry<String, RuleChange>> changes) {
        rules = activeRules.after(changes);
        metrics.rules(rules);
    }

    private BucketMaintenance watch(int key, ReadOnlyContext context, long now) throws Exception {
        BucketMaintenance known = watches.get(key);
        if (known != null) {
            return known;
        }
        context.timerService().registerProcessingTimeTimer(nextTick(now));
        series.values().forEach(metrics::restored);
        BucketMaintenance watch = new BucketMaintenance(seriesTtl, now);
        watches.put(key, watch);
        return watch;
    }

    private static long nextTick(long now) {
        return (now / TICK_MILLIS + 1) * TICK_MILLIS;
    }
}
