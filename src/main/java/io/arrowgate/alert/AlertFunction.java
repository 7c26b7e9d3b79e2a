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
 * Evaluates the alert rules of one stream. Input: slices keyed by bucket, and broadcast rule changes. Output: alerts.
 *
 * <p>State: one {@link SeriesState} for each series seen within the time to live. A timer per bucket and second finds
 * series that are absent, affected by a rule change, or expired.
 */
public final class AlertFunction extends KeyedBroadcastProcessFunction<Integer, SeriesSlices, RuleChange, Alert> {
    /** Holds the changed rules by name. */
    public static final MapStateDescriptor<String, RuleChange> RULES =
            new MapStateDescriptor<>("alert-rules", Types.STRING, Types.POJO(RuleChange.class));

    private static final long TICK_MILLIS = 1_000;

    private final StreamDefinition stream;
    private final Duration seriesTtl;

    private transient MapState<String, SeriesState> series;
    private transient ValueState<String> topicId;
    private transient ActiveRules activeRules;
    /** Null until the first element: broadcast state cannot be read in open(). */
    private transient RuleSet rules;

    private transient SeriesAlertProcessor alerts;
    private transient BacklogDetector backlogDetector;
    private transient Map<Integer, BucketMaintenance> maintenanceByBucket;
    private transient AlertMetrics metrics;

    /**
     * Creates the function.
     *
     * @param seriesTtl after which the state of a series without events is removed
     */
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
        maintenanceByBucket = new HashMap<>();
        metrics = new AlertMetrics(getRuntimeContext().getMetricGroup(), stream.name(), alerts, activeRules);
    }

    @Override
    public void processElement(SeriesSlices slices, ReadOnlyContext context, Collector<Alert> out) throws Exception {
        long now = context.currentProcessingTime();
        begin(context.getBroadcastState(RULES), now);
        backlogDetector.messageReceived(slices, now);
        BucketMaintenance maintenance = maintenance(slices.key(), context, now);
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
            evaluate(slices, slices.names()[i], begin, end, maintenance);
            begin = end;
        }
        metrics.readings(slices.rows());
    }

    private void evaluate(SeriesSlices slices, String name, int begin, int end, BucketMaintenance maintenance)
            throws Exception {
        String key = SeriesName.key(name);
        SeriesState known = series.get(key);
        SeriesState state =
                known != null ? known : new SeriesState(stream.readingFields().size());
        metrics.series(known != null ? 0 : 1);
        alerts.bind(name, state);
        alerts.evaluate(slices, begin, end);
        scheduleAbsenceCheck(key, maintenance);
        series.put(key, state);
    }

    private void scheduleAbsenceCheck(String key, BucketMaintenance maintenance) {
        if (maintenance.absenceDeadlines().contains(key)) {
            return;
        }
        long deadline = alerts.checkAbsence(backlogDetector.currentSinceMillis());
        if (deadline != SeriesAlertProcessor.NO_DEADLINE) {
            maintenance.absenceDeadlines().add(key, deadline);
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
        BucketMaintenance maintenance = maintenance(context.getCurrentKey(), context, now);
        context.timerService().registerProcessingTimeTimer(nextTick(now));
        if (topicId.value() == null) {
            return; // No reading was ever processed.
        }
        alerts.begin(now, rules, topicId.value(), metrics.countingOutput(out));
        if (maintenance.pollSweep(rules, now)) {
            sweep(maintenance, now);
        }
        if (!backlogDetector.isStalled(now)) {
            fireAbsenceAlerts(maintenance, now);
        }
    }

    private void sweep(BucketMaintenance maintenance, long now) throws Exception {
        for (Iterator<Map.Entry<String, SeriesState>> entries = series.iterator(); entries.hasNext(); ) {
            Map.Entry<String, SeriesState> entry = entries.next();
            SeriesState state = entry.getValue();
            boolean changed = alerts.bind(state.name(), state);
            if (isExpired(state, now)) {
                alerts.expire();
                entries.remove();
                metrics.series(-1);
                continue;
            }
            scheduleAbsenceCheck(entry.getKey(), maintenance);
            if (changed) {
                entry.setValue(state);
            }
        }
    }

    /**
     * Returns whether the time to live of a series has elapsed. After a downtime longer than that, a job first has to
     * process its backlog.
     */
    private boolean isExpired(SeriesState state, long now) {
        long lastMillis =
                Math.max(state.lastSeenMillis(), backlogDetector.currentSinceMillis() - seriesTtl.toMillis() / 2);
        return now - lastMillis > seriesTtl.toMillis();
    }

    private void fireAbsenceAlerts(BucketMaintenance maintenance, long now) throws Exception {
        for (String key = maintenance.absenceDeadlines().poll(now);
                key != null;
                key = maintenance.absenceDeadlines().poll(now)) {
            SeriesState state = series.get(key);
            if (state != null) {
                alerts.bind(state.name(), state);
                scheduleAbsenceCheck(key, maintenance);
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
        rules = activeRules.withChanges(changes);
        metrics.rules(rules);
    }

    private BucketMaintenance maintenance(int key, ReadOnlyContext context, long now) throws Exception {
        BucketMaintenance known = maintenanceByBucket.get(key);
        if (known != null) {
            return known;
        }
        context.timerService().registerProcessingTimeTimer(nextTick(now));
        series.values().forEach(metrics::restored);
        BucketMaintenance maintenance = new BucketMaintenance(seriesTtl, now);
        maintenanceByBucket.put(key, maintenance);
        return maintenance;
    }

    private static long nextTick(long now) {
        return (now / TICK_MILLIS + 1) * TICK_MILLIS;
    }
}
