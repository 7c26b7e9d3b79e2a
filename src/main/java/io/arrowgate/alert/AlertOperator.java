package io.arrowgate.alert;

import io.arrowgate.alert.evaluate.SeriesAlertProcessor;
import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.alert.state.EncodedSeriesState;
import io.arrowgate.alert.state.SeriesHeader;
import io.arrowgate.alert.state.SeriesState;
import io.arrowgate.batch.series.SeriesName;
import io.arrowgate.batch.series.SeriesSlices;
import io.arrowgate.stream.StreamDefinition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Evaluates the alert rules of one stream. Input: slices keyed by bucket, and broadcast rule changes. Output: alerts.
 *
 * <p>State: an {@link EncodedSeriesState} for each series seen within the time to live, in Flink's state of its bucket. {@link
 * SeriesStore} caches the decoded states; an operator can write them before a checkpoint, which a Flink function cannot. Once a second,
 * a tick finds series that are absent, affected by a rule change, or expired, without reading the state of others.
 */
public class AlertOperator extends AbstractStreamOperator<Alert>
        implements TwoInputStreamOperator<SeriesSlices, RuleChange, Alert> {
    private static final long serialVersionUID = 1;

    private static final MapStateDescriptor<String, RuleChange> RULES =
            new MapStateDescriptor<>("alert-rules", Types.STRING, Types.POJO(RuleChange.class));
    private static final MapStateDescriptor<String, EncodedSeriesState> SERIES =
            new MapStateDescriptor<>("series", StringSerializer.INSTANCE, SeriesStateSerializer.INSTANCE);

    private static final ValueStateDescriptor<String> TOPIC_ID = new ValueStateDescriptor<>("topic-id", Types.STRING);

    private static final long TICK_MILLIS = 1_000;
    /** A longer tick goes on after the same time, which leaves half of the time for messages. */
    private static final Duration TICK_LIMIT = Duration.ofMillis(20);

    private final StreamDefinition stream;
    private final Duration seriesTtl;
    private final long cacheBytes;

    private transient BroadcastState<String, RuleChange> ruleChanges;
    private transient ValueState<String> topicId;
    private transient Map<Integer, String> topicIds;
    private transient SeriesStore store;
    private transient AbsenceDeadlines absenceDeadlines;
    private transient ActiveRules activeRules;
    private transient RuleSet rules;
    private transient SeriesAlertProcessor alerts;
    private transient BacklogDetector backlogDetector;
    private transient AlertMetrics alertMetrics;
    private transient Consumer<Alert> countedOutput;

    /**
     * Creates the operator.
     *
     * @param seriesTtl after which the state of a series without events is removed
     * @param cacheBytes limit of the memory in which one subtask caches states
     */
    public AlertOperator(StreamDefinition stream, Duration seriesTtl, long cacheBytes) {
        this.stream = stream;
        this.seriesTtl = seriesTtl;
        this.cacheBytes = cacheBytes;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        ruleChanges = context.getOperatorStateStore().getBroadcastState(RULES);
        topicId = context.getKeyedStateStore().getState(TOPIC_ID);
        store = new SeriesStore(context.getKeyedStateStore().getMapState(SERIES), this::setCurrentKey, cacheBytes);
    }

    @Override
    public void open() throws Exception {
        super.open();
        topicIds = new HashMap<>();
        absenceDeadlines = new AbsenceDeadlines();
        activeRules = new ActiveRules(stream);
        alerts = new SeriesAlertProcessor(stream);
        alertMetrics = new AlertMetrics(getMetricGroup(), stream.name(), alerts, activeRules, store);
        StreamRecord<Alert> reused = new StreamRecord<>(null);
        countedOutput = alertMetrics.counting(alert -> output.collect(reused.replace(alert)));
        long now = now();
        backlogDetector = new BacklogDetector(now);
        useRules();
        restore();
        store.startSweep();
        scheduleTick(nextSecond(now));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A tick that a stop cancels has nothing left to do.
    private void scheduleTick(long atMillis) {
        getProcessingTimeService().registerTimer(atMillis, this::tick);
    }

    private void restore() throws Exception {
        List<Integer> bucketKeys;
        KeyedStateBackend<Integer> backend = getKeyedStateBackend();
        try (Stream<Integer> keys = backend.getKeys(TOPIC_ID.getName(), VoidNamespace.INSTANCE)) {
            bucketKeys = keys.toList();
        }
        for (int bucketKey : bucketKeys) {
            setCurrentKey(bucketKey);
            topicIds.put(bucketKey, topicId.value());
        }
        store.restore(bucketKeys, this::restored);
    }

    private void restored(TrackedSeries series, SeriesHeader header) {
        alertMetrics.restored(header);
        if (header.rulesFingerprint() == rules.fingerprint()) {
            series.rulesVersion = rules.version();
            scheduleAbsenceCheck(series);
        }
    }

    @Override
    public void processElement1(StreamRecord<SeriesSlices> element) throws Exception {
        SeriesSlices slices = element.getValue();
        long now = now();
        backlogDetector.messageReceived(slices, now);
        if (slices.rows() == 0 || rules.rules().isEmpty()) {
            return;
        }
        useTopicId(slices.key(), slices.topicId());
        alerts.begin(now, rules, slices.topicId(), countedOutput);
        int begin = 0;
        for (int i = 0; i < slices.names().length; i++) {
            int end = slices.ends()[i];
            evaluate(slices, slices.names()[i], begin, end);
            begin = end;
        }
        alertMetrics.readings(slices.rows());
    }

    private void useTopicId(int bucketKey, String id) throws Exception {
        if (!id.equals(topicIds.get(bucketKey))) {
            topicIds.put(bucketKey, id);
            topicId.update(id);
        }
    }

    private void evaluate(SeriesSlices slices, String name, int begin, int end) throws Exception {
        String key = SeriesName.key(name);
        TrackedSeries known = store.find(key);
        TrackedSeries series = known != null ? known : store.add(slices.key(), key);
        SeriesState state = known != null
                ? store.load(known)
                : new SeriesState(stream.readingFields().size());
        alerts.bind(name, state);
        alerts.evaluate(slices, begin, end);
        store.seen(series, state);
        evaluated(series, state);
    }

    private void evaluated(TrackedSeries series, SeriesState state) {
        series.rulesVersion = rules.version();
        series.absenceMillis = state.absenceMillis();
        scheduleAbsenceCheck(series);
    }

    private void scheduleAbsenceCheck(TrackedSeries series) {
        if (series.absenceMillis != SeriesState.NO_ABSENCE) {
            absenceDeadlines.add(series, absenceDeadline(series));
        }
    }

    private long absenceDeadline(TrackedSeries series) {
        return Math.max(series.lastSeenMillis, backlogDetector.currentSinceMillis()) + series.absenceMillis;
    }

    @Override
    public void processElement2(StreamRecord<RuleChange> element) throws Exception {
        ruleChanges.put(element.getValue().name(), element.getValue());
        RuleSet previous = rules;
        useRules();
        if (rules != previous) {
            store.startSweep();
        }
    }

    private void useRules() throws Exception {
        rules = activeRules.withChanges(ruleChanges.immutableEntries());
        alertMetrics.rules(rules);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        store.writeChanges();
    }

    private void tick(long timestamp) throws Exception {
        long now = now();
        long end = System.nanoTime() + TICK_LIMIT.toNanos();
        boolean complete = alignWithRules(now, end)
                && removeExpired(now, end)
                && (backlogDetector.isStalled(now) || fireAbsenceAlerts(now, end));
        scheduleTick(complete ? nextSecond(now) : now() + TICK_LIMIT.toMillis());
    }

    /** Does the work of a tick on the series that the rules have changed for. Returns false if it has to go on later. */
    private boolean alignWithRules(long now, long end) throws Exception {
        for (TrackedSeries series = store.pollSweep(); series != null; series = store.pollSweep()) {
            if (series.rulesVersion != rules.version()) {
                SeriesState state = store.load(series);
                // The state of a firing alert holds the rule's severity and storm limit, which may have changed.
                if (bind(series, state, now) || state.isFiring()) {
                    store.write(series, state);
                }
                evaluated(series, state);
            }
            if (System.nanoTime() > end) {
                return false;
            }
        }
        return true;
    }

    private boolean removeExpired(long now, long end) throws Exception {
        for (TrackedSeries series = store.oldest(); series != null && isExpired(series, now); series = store.oldest()) {
            SeriesState state = store.load(series);
            bind(series, state, now);
            alerts.expire();
            series.absenceMillis = SeriesState.NO_ABSENCE;
            store.remove(series);
            if (System.nanoTime() > end) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns whether the time to live of a series has elapsed. After a downtime longer than that, a job first has to process its
     * backlog.
     */
    private boolean isExpired(TrackedSeries series, long now) {
        long lastMillis =
                Math.max(series.lastSeenMillis, backlogDetector.currentSinceMillis() - seriesTtl.toMillis() / 2);
        return now - lastMillis > seriesTtl.toMillis();
    }

    private boolean fireAbsenceAlerts(long now, long end) throws Exception {
        for (TrackedSeries series = absenceDeadlines.poll(now); series != null; series = absenceDeadlines.poll(now)) {
            if (series.absenceMillis != SeriesState.NO_ABSENCE && absenceDeadline(series) <= now) {
                SeriesState state = store.load(series);
                bind(series, state, now);
                alerts.checkAbsence(backlogDetector.currentSinceMillis());
                store.write(series, state);
                evaluated(series, state);
            } else {
                scheduleAbsenceCheck(series);
            }
            if (System.nanoTime() > end) {
                return false;
            }
        }
        return true;
    }

    /** Selects a series that was not just seen, and returns whether its state was aligned with changed rules. */
    private boolean bind(TrackedSeries series, SeriesState state, long now) {
        alerts.begin(now, rules, topicIds.get(series.bucketKey), countedOutput);
        return alerts.bind(state.name(), state);
    }

    private long now() {
        return getProcessingTimeService().getCurrentProcessingTime();
    }

    private static long nextSecond(long millis) {
        return (millis / TICK_MILLIS + 1) * TICK_MILLIS;
    }
}
