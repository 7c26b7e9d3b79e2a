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
 * Everything that can happen to one series, written down as alerts: it is read, falls silent, is forgotten, or has other rules.
 *
 * <p>Looks at one series after the other; one for each subtask.
 */
public final class SeriesAlertProcessor {
    /** No rule is about the silence of the series, or all that are have fired. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private final StreamDefinition stream;
    private final int fields;
    private final SeriesEvaluator evaluator;
    private final AlertFactory factory;
    private final ConditionResult nothing = new ConditionResult();
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
        nothing.none();
    }

    /** How many readings were older than one of their series that came before them. */
    public long late() {
        return evaluator.late();
    }

    /** How many readings came too late to be judged. */
    public long tooLate() {
        return evaluator.tooLate();
    }

    /** What happens from now on, until the next call, happens at this time, and comes out there. */
    public void begin(long nowMillis, RuleSet rules, String topicId, Consumer<Alert> output) {
        this.nowMillis = nowMillis;
        this.rules = rules;
        this.topicId = topicId;
        this.output = output;
    }

    /**
     * Turns to a series; alerts of rules that are no longer about it end.
     *
     * @param name as written by {@link SeriesName}
     * @return whether its state was made to match changed rules
     */
    public boolean bind(String name, SeriesState state) {
        this.name = name;
        this.state = state;
        labels = null;
        if (state.isAligned(rules, name)) {
            return false;
        }
        List<RuleState> left = state.align(rules, name, labels(), fields);
        left.forEach(each -> end(each, "its rule was changed or is no longer about this series"));
        return true;
    }

    /** Judges the rows from {@code begin} to {@code end}, exclusive. */
    public void judge(SeriesSlices slices, int begin, int end) {
        evaluator.judge(state, rules, slices, begin, end, writer);
        state.markSeen(nowMillis);
        evaluator.endAbsence(state, rules, writer);
    }

    /**
     * Fires the alerts of rules that the series has been silent for too long for.
     *
     * @param sinceMillis since when the job has been reading whatever there is
     * @return when to look again
     */
    public long checkAbsence(long sinceMillis) {
        long next = NO_DEADLINE;
        for (int i = 0; i < state.alignedStates().length; i++) {
            CompiledRule rule = rules.rules().get(i);
            RuleState of = state.alignedStates()[i];
            if (of == null || !rule.isAbsenceRule() || of.lifecycle().isFiring()) {
                continue;
            }
            long deadline = Math.max(state.lastSeenMillis(), sinceMillis)
                    + rule.absence().toMillis();
            if (deadline > nowMillis) {
                next = Math.min(next, deadline);
            } else {
                of.lifecycle().fireAbsence(state.latestMicros(), state.latestPartition(), state.latestOffset());
                write(rule, of.lifecycle(), AlertState.FIRING, nothing);
            }
        }
        return next;
    }

    /** Ends all alerts of a series that is about to be forgotten. */
    public void forget() {
        state.states().forEach(each -> end(each, "the series has not been seen for long"));
    }

    private void end(RuleState each, String reason) {
        if (each.lifecycle().isFiring()) {
            write(each.heading(), "ended: " + reason, each.lifecycle(), AlertState.RESOLVED, nothing);
        }
    }

    private void write(CompiledRule rule, AlertLifecycle life, AlertState to, ConditionResult conditionResult) {
        write(rule.heading(), factory.text(rule, labels(), life, conditionResult), life, to, conditionResult);
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
