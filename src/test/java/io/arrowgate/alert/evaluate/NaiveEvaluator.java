package io.arrowgate.alert.evaluate;

import io.arrowgate.alert.rule.AlertLifecycle.Transition;
import io.arrowgate.alert.rule.CompiledRule;
import io.arrowgate.alert.rule.ConditionResult;
import io.arrowgate.alert.rule.Reading;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.alert.state.RuleState;
import io.arrowgate.alert.state.SeriesState;
import io.arrowgate.batch.series.SeriesSlices;

/**
 * Evaluates one reading at a time in the simplest way. {@link SeriesEvaluator} must reach the same result with its
 * shortcuts.
 */
final class NaiveEvaluator {
    private final Reading scratch;
    private final ConditionResult conditionResult = new ConditionResult();
    private final RuleSet rules;
    private final AlertTransitionHandler output;
    private long tooLate;

    NaiveEvaluator(int fields, RuleSet rules, AlertTransitionHandler output) {
        scratch = new Reading(fields);
        this.rules = rules;
        this.output = output;
    }

    long tooLate() {
        return tooLate;
    }

    void evaluate(SeriesState series, SeriesSlices slices, int row) {
        Reading reading = new Reading(slices.values().length).set(slices, row);
        if (reading.timeMicros >= series.latestMicros()) {
            makeRoom(series);
            series.recent().insert(reading);
            series.setLatest(slices, row);
            evaluateNewest(series, reading);
        } else if (series.recent().isTooLate(reading)) {
            tooLate++;
        } else {
            evaluateLate(series, reading);
        }
    }

    private void evaluateNewest(SeriesState series, Reading reading) {
        for (int i = 0; i < rules.rules().size(); i++) {
            CompiledRule rule = rules.rules().get(i);
            RuleState state = series.alignedStates()[i];
            Transition transition = state.step(rule, reading, conditionResult);
            if (transition != Transition.NONE) {
                output.alert(rule, state.lifecycle(), transition.state(), conditionResult);
            }
        }
    }

    private void evaluateLate(SeriesState series, Reading reading) {
        makeRoom(series);
        ReadingReplay[] before = new ReadingReplay[rules.rules().size()];
        for (int i = 0; i < before.length; i++) {
            before[i] = replay(series, i);
        }
        int rank = series.recent().insert(reading);
        for (int i = 0; i < before.length; i++) {
            if (before[i] != null && series.alignedStates()[i].replaysRank(rank)) {
                CompiledRule rule = rules.rules().get(i);
                ReadingReplay after = replay(series, i);
                after.changesSince(before[i], series.alignedStates()[i].lifecycle())
                        .forEach(change -> output.alert(rule, change.life(), change.state(), change.result()));
                series.alignedStates()[i].replaceLatest(after.end());
            }
        }
    }

    private ReadingReplay replay(SeriesState series, int rule) {
        RuleState state = series.alignedStates()[rule];
        return state.replays() ? ReadingReplay.of(state, rules.rules().get(rule), series.recent(), scratch) : null;
    }

    private void makeRoom(SeriesState series) {
        if (!series.recent().isFull()) {
            return;
        }
        series.recent().get(0, scratch);
        for (int i = 0; i < rules.rules().size(); i++) {
            if (series.alignedStates()[i].replays()) {
                series.alignedStates()[i].advanceBaseline(rules.rules().get(i), scratch, conditionResult);
            }
        }
        series.recent().removeOldest();
    }
}
