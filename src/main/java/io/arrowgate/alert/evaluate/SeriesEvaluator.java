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
 * Evaluates the rules of a series on its readings.
 *
 * <p>A reading is evaluated when it arrives. A late reading is sorted into the recent ones, which are then evaluated
 * again. The result depends only on the readings of the series and their order, not on the clock, on other series, or on
 * how readings were grouped into messages. So a job that reads them again creates the same alerts.
 *
 * <p>One instance per subtask, because it keeps scratch space.
 */
final class SeriesEvaluator {
    private final Reading reading;
    private final Reading replayed;
    private final ConditionResult conditionResult = new ConditionResult();
    private final ReplayBaseline replayBaseline;
    /** Index of the first row that each rule has not skipped. */
    private int[] resumeRows = new int[0];

    private long lateReadings;
    private long tooLate;

    SeriesEvaluator(int fields) {
        reading = new Reading(fields);
        replayed = new Reading(fields);
        replayBaseline = new ReplayBaseline(fields);
    }

    /** Returns the number of readings that were older than an earlier one of their series. */
    long late() {
        return lateReadings;
    }

    /** Returns the number of late readings that were too late to be evaluated. */
    long tooLate() {
        return tooLate;
    }

    /**
     * Evaluates rows of a series whose state is aligned with the rules: rows in order as a run, each late row by itself.
     */
    void evaluate(
            SeriesState series, RuleSet rules, SeriesSlices slices, int begin, int end, AlertTransitionHandler output) {
        int row = begin;
        while (row < end) {
            int late = firstLate(slices, row, end, series.latestMicros());
            if (late > row) {
                evaluateInOrder(series, rules, slices, row, late, output);
                row = late;
            } else {
                evaluateLate(series, rules, reading.set(slices, row), output);
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

    private void evaluateInOrder(
            SeriesState series, RuleSet rules, SeriesSlices slices, int begin, int end, AlertTransitionHandler output) {
        int recent = Math.max(begin, end - RecentReadings.CAPACITY);
        if (end - begin < RecentReadings.CAPACITY) {
            replayBaseline.evictOldest(series, rules, end - begin);
        } else {
            // Only the last readings can matter to a late one, so the others bypass the recent readings.
            evaluateNewest(series, rules, slices, begin, recent, output);
            replayBaseline.advanceTo(series, rules, slices, begin, recent);
        }
        series.recent().append(slices, recent, end);
        evaluateNewest(series, rules, slices, recent, end, output);
    }

    private void evaluateNewest(
            SeriesState series, RuleSet rules, SeriesSlices slices, int begin, int end, AlertTransitionHandler output) {
        if (begin == end) {
            return;
        }
        series.setLatest(slices, end - 1);
        // While no row is in breach, each rule scans its column alone. From its first possible breach on, rules
        // advance row by row together, so that alerts are emitted in the order of the readings.
        for (int row = skipNonBreaching(series, rules, slices, begin, end); row < end; row++) {
            evaluateNewest(series, rules, reading.set(slices, row), row, output);
        }
    }

    private int skipNonBreaching(SeriesState series, RuleSet rules, SeriesSlices slices, int begin, int end) {
        RuleState[] states = series.alignedStates();
        if (resumeRows.length < states.length) {
            resumeRows = new int[states.length];
        }
        int first = end;
        for (int i = 0; i < states.length; i++) {
            CompiledRule rule = rules.rules().get(i);
            boolean evaluates = states[i] != null && !rule.isAbsenceRule();
            resumeRows[i] = evaluates ? states[i].skipNonBreaching(rule, slices, begin, end) : end;
            first = Math.min(first, resumeRows[i]);
        }
        return first;
    }

    private void evaluateNewest(
            SeriesState series, RuleSet rules, Reading newest, int row, AlertTransitionHandler output) {
        RuleState[] states = series.alignedStates();
        for (int i = 0; i < states.length; i++) {
            if (resumeRows[i] <= row) {
                CompiledRule rule = rules.rules().get(i);
                Transition transition = states[i].step(rule, newest, conditionResult);
                if (transition != Transition.NONE) {
                    output.alert(rule, states[i].lifecycle(), transition.state(), conditionResult);
                }
            }
        }
    }

    /** Resolves the absence alerts of a series that has sent a reading again. */
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

    private void evaluateLate(SeriesState series, RuleSet rules, Reading late, AlertTransitionHandler output) {
        lateReadings++;
        if (series.recent().isTooLate(late)) {
            tooLate++;
            return;
        }
        replayBaseline.evictOldest(series, rules, 1);
        RuleState[] states = series.alignedStates();
        ReadingReplay[] replaysWithout = new ReadingReplay[states.length];
        for (int i = 0; i < states.length; i++) {
            replaysWithout[i] = replay(states[i], rules.rules().get(i), series.recent());
        }
        int rank = series.recent().insert(late);
        for (int i = 0; i < states.length; i++) {
            if (replaysWithout[i] != null && states[i].replaysRank(rank)) {
                CompiledRule rule = rules.rules().get(i);
                ReadingReplay after = replay(states[i], rule, series.recent());
                after.changesSince(replaysWithout[i], states[i].lifecycle())
                        .forEach(change -> output.alert(rule, change.life(), change.state(), change.result()));
                states[i].replaceLatest(after.end());
            }
        }
    }

    private ReadingReplay replay(RuleState state, CompiledRule rule, RecentReadings readings) {
        return state == null || !state.replays() ? null : ReadingReplay.of(state, rule, readings, replayed);
    }
}
