package io.arrowgate.alert.evaluate;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.alert.rule.AlertLifecycle;
import io.arrowgate.alert.rule.CompiledRule;
import io.arrowgate.alert.rule.ConditionResult;
import io.arrowgate.alert.rule.RuleMetadata;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.alert.state.RuleState;
import io.arrowgate.alert.state.SeriesLabels;
import io.arrowgate.alert.state.SeriesState;
import io.arrowgate.batch.series.SeriesName;
import io.arrowgate.batch.series.SeriesSlices;
import io.arrowgate.stream.StreamDefinition;
import java.util.List;
import java.util.function.Consumer;

/**
 * Turns the events of one series into alerts: readings, absence, expiry and rule changes.
 *
 * <p>Processes one series at a time; one instance per subtask.
 */
public final class SeriesAlertProcessor {
    private final StreamDefinition stream;
    private final int fields;
    private final SeriesEvaluator evaluator;
    private final AlertFactory factory;
    private final ConditionResult noResult = new ConditionResult();
    private final AlertTransitionHandler writer = this::write;

    private RuleSet rules;
    private SeriesState state;
    private String name;
    private SeriesLabels labels;
    private String topicId;
    private long nowMillis;
    private Consumer<Alert> output;

    public SeriesAlertProcessor(StreamDefinition stream) {
        this.stream = stream;
        fields = stream.readingFields().size();
        evaluator = new SeriesEvaluator(fields);
        factory = new AlertFactory(stream);
        noResult.none();
    }

    /** Returns the number of readings that were older than an earlier one of their series. */
    public long late() {
        return evaluator.late();
    }

    /** Returns the number of readings that were too late to be evaluated. */
    public long tooLate() {
        return evaluator.tooLate();
    }

    /** Sets the clock, rules and output that subsequent calls use. */
    public void begin(long nowMillis, RuleSet rules, String topicId, Consumer<Alert> output) {
        this.nowMillis = nowMillis;
        this.rules = rules;
        this.topicId = topicId;
        this.output = output;
    }

    /**
     * Selects the series for subsequent calls. Resolves the alerts of rules that no longer apply to it.
     *
     * @param name as written by {@link SeriesName}
     * @return whether its state was aligned with changed rules
     */
    public boolean bind(String name, SeriesState state) {
        this.name = name;
        this.state = state;
        labels = null;
        if (state.isAligned(rules, name) || state.alignAsWritten(rules, name, fields)) {
            return false;
        }
        List<RuleState> left = state.align(rules, name, labels(), fields);
        left.forEach(each -> end(each, "its rule was changed or no longer applies to this series"));
        updateAbsence();
        return true;
    }

    /** Evaluates the rows from {@code begin} to {@code end}, exclusive. */
    public void evaluate(SeriesSlices slices, int begin, int end) {
        evaluator.evaluate(state, rules, slices, begin, end, writer);
        state.markSeen(nowMillis);
        evaluator.endAbsence(state, rules, writer);
        updateAbsence();
    }

    /**
     * Fires absence alerts whose timeout has elapsed.
     *
     * @param sinceMillis since when the job has been reading without a backlog
     */
    public void checkAbsence(long sinceMillis) {
        long absentMillis = nowMillis - Math.max(state.lastSeenMillis(), sinceMillis);
        for (int i = 0; i < state.alignedStates().length; i++) {
            if (awaitsAbsence(i)
                    && absentMillis >= rules.rules().get(i).absence().toMillis()) {
                AlertLifecycle life = state.alignedStates()[i].lifecycle();
                life.fireAbsence(
                        state.latestMicros(), state.latestPartition(), state.latestOffset(), state.latestRowInRecord());
                write(rules.rules().get(i), life, AlertState.FIRING, noResult);
            }
        }
        updateAbsence();
    }

    private void updateAbsence() {
        long shortest = SeriesState.NO_ABSENCE;
        for (int i = 0; i < state.alignedStates().length; i++) {
            if (awaitsAbsence(i)) {
                shortest = Math.min(shortest, rules.rules().get(i).absence().toMillis());
            }
        }
        state.setAbsenceMillis(shortest);
    }

    private boolean awaitsAbsence(int rule) {
        RuleState ruleState = state.alignedStates()[rule];
        return ruleState != null
                && rules.rules().get(rule).isAbsenceRule()
                && !ruleState.lifecycle().isFiring();
    }

    /** Resolves all alerts of a series before its state is removed. */
    public void expire() {
        state.states().forEach(each -> end(each, "the series has had no events for alerts.series-ttl"));
    }

    private void end(RuleState each, String reason) {
        if (each.lifecycle().isFiring()) {
            write(each.metadata(), "ended: " + reason, each.lifecycle(), AlertState.RESOLVED, noResult);
        }
    }

    private void write(CompiledRule rule, AlertLifecycle life, AlertState to, ConditionResult conditionResult) {
        write(rule.metadata(), factory.text(rule, labels(), life, conditionResult), life, to, conditionResult);
    }

    private void write(
            RuleMetadata rule, String text, AlertLifecycle life, AlertState to, ConditionResult conditionResult) {
        output.accept(factory.alert(
                rule, text, SeriesName.key(name), labels(), life, to, conditionResult, topicId, nowMillis));
    }

    private SeriesLabels labels() {
        if (labels == null) {
            labels = SeriesLabels.of(name, stream);
        }
        return labels;
    }
}
