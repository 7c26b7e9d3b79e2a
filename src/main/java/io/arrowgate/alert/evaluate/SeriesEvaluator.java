package io.arrowgate.alert.evaluate;

import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.alert.rule.AlertLifecycle.Transition;
import io.arrowgate.alert.rule.CompiledRule;
import io.arrowgate.alert.rule.ConditionResult;
import io.arrowgate.alert.rule.Reading;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.alert.state.RecentReadings;
import io.arrowgate.alert.state.RuleState;
import io.arrowgate.alert.state.SeriesState;
import io.arrowgate.batch.series.SeriesSlices;

/**
 * Judges the readings of series by the rules that are about them.
 *
 * <p>A reading is judged when it arrives. One that is older than the latest of its series is sorted into the recent ones, and
 * these are judged again. Whatever comes out depends on the readings of the series and their order alone: not on the clock, on
 * other series, or on how readings were cut into messages. So a job that reads them again makes the same alerts.
 *
 * <p>One for each subtask: it keeps scratch space.
 */
final class SeriesEvaluator {
    private final Reading reading;
    private final Reading replayed;
    private final ConditionResult conditionResult = new ConditionResult();
    private final ReplayBaseline replayBaseline;
    /** Of each rule the first row that it has not passed over. */
    private int[] passed = new int[0];

    private long lateReadings;
    private long tooLate;

    SeriesEvaluator(int fields) {
        reading = new Reading(fields);
        replayed = new Reading(fields);
        replayBaseline = new ReplayBaseline(fields);
    }

    /** How many readings were older than one of their series that came before them. */
    long late() {
        return lateReadings;
    }

    /** How many of these came too late to be judged. */
    long tooLate() {
        return tooLate;
    }

    /** Judges rows of a series whose state is aligned with the rules: those that came in order together, a late one by itself. */
    void judge(
            SeriesState series, RuleSet rules, SeriesSlices slices, int begin, int end, AlertTransitionHandler output) {
        int row = begin;
        while (row < end) {
            int late = firstLate(slices, row, end, series.latestMicros());
            if (late > row) {
                judgeInOrder(series, rules, slices, row, late, output);
                row = late;
            } else {
                judgeLate(series, rules, reading.set(slices, row), output);
                row++;
            }
        }
    }

    private static int firstLate(SeriesSlices slices, int begin, int end, long latestMicros) {
        long[] times = slices.timesMicros();
        long latest = latestMicros;
        int row = begin;
        while (row < end && times[row] >= latest) {
            latest = times[row++];
        }
        return row;
    }

    private void judgeInOrder(
            SeriesState series, RuleSet rules, SeriesSlices slices, int begin, int end, AlertTransitionHandler output) {
        int recent = Math.max(begin, end - RecentReadings.CAPACITY);
        if (end - begin < RecentReadings.CAPACITY) {
            replayBaseline.evictOldest(series, rules, end - begin);
        } else {
            // Only the last ones can be of use to a late reading: the others need not go through the recent ones.
            judgeNewest(series, rules, slices, begin, recent, output);
            replayBaseline.advanceTo(series, rules, slices, begin, recent);
        }
        series.recent().append(slices, recent, end);
        judgeNewest(series, rules, slices, recent, end, output);
    }

    private void judgeNewest(
            SeriesState series, RuleSet rules, SeriesSlices slices, int begin, int end, AlertTransitionHandler output) {
        if (begin == end) {
            return;
        }
        series.setLatest(slices, end - 1);
        // Where nothing happens a rule goes over its column by itself; from the first row that may be in breach on
        // it takes row after row in turn with the others, so that alerts come in the order of the readings.
        for (int row = passQuiet(series, rules, slices, begin, end); row < end; row++) {
            judgeNewest(series, rules, reading.set(slices, row), row, output);
        }
    }

    private int passQuiet(SeriesState series, RuleSet rules, SeriesSlices slices, int begin, int end) {
        RuleState[] states = series.alignedStates();
        if (passed.length < states.length) {
            passed = new int[states.length];
        }
        int first = end;
        for (int i = 0; i < states.length; i++) {
            CompiledRule rule = rules.rules().get(i);
            boolean judges = states[i] != null && !rule.isAbsenceRule();
            passed[i] = judges ? states[i].skipNonBreaching(rule, slices, begin, end) : end;
            first = Math.min(first, passed[i]);
        }
        return first;
    }

    private void judgeNewest(
            SeriesState series, RuleSet rules, Reading newest, int row, AlertTransitionHandler output) {
        RuleState[] states = series.alignedStates();
        for (int i = 0; i < states.length; i++) {
            if (passed[i] <= row) {
                CompiledRule rule = rules.rules().get(i);
                Transition transition = states[i].step(rule, newest, conditionResult);
                if (transition != Transition.NONE) {
                    output.alert(rule, states[i].lifecycle(), transition.state(), conditionResult);
                }
            }
        }
    }

    /** Ends the silence of a series that has spoken again. */
    void endAbsence(SeriesState series, RuleSet rules, AlertTransitionHandler output) {
        RuleState[] states = series.alignedStates();
        for (int i = 0; i < states.length; i++) {
            CompiledRule rule = rules.rules().get(i);
            if (states[i] != null
                    && rule.isAbsenceRule()
                    && states[i].lifecycle().isFiring()) {
                states[i].lifecycle().resolve(series.latestMicros());
                conditionResult.none();
                output.alert(rule, states[i].lifecycle(), AlertState.RESOLVED, conditionResult);
            }
        }
    }

    private void judgeLate(SeriesState series, RuleSet rules, Reading late, AlertTransitionHandler output) {
        lateReadings++;
        if (series.recent().isTooLate(late)) {
            tooLate++;
            return;
        }
        replayBaseline.evictOldest(series, rules, 1);
        RuleState[] states = series.alignedStates();
        ReadingReplay[] before = new ReadingReplay[states.length];
        for (int i = 0; i < states.length; i++) {
            before[i] = replay(states[i], rules.rules().get(i), series.recent());
        }
        series.recent().insert(late);
        for (int i = 0; i < states.length; i++) {
            if (before[i] != null) {
                CompiledRule rule = rules.rules().get(i);
                ReadingReplay after = replay(states[i], rule, series.recent());
                after.changesSince(before[i], states[i].lifecycle())
                        .forEach(change -> output.alert(rule, change.life(), change.state(), change.measured()));
                states[i].replaceLatest(after.end());
            }
        }
    }

    private ReadingReplay replay(RuleState state, CompiledRule rule, RecentReadings readings) {
        return state == null || !state.replays() ? null : ReadingReplay.of(state, rule, readings, replayed);
    }
}
