package io.arrowgate.alert.evaluate;

import io.arrowgate.alert.rule.CompiledRule;
import io.arrowgate.alert.rule.ConditionResult;
import io.arrowgate.alert.rule.Reading;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.alert.state.RecentReadings;
import io.arrowgate.alert.state.RuleState;
import io.arrowgate.alert.state.SeriesState;
import io.arrowgate.batch.series.SeriesSlices;

/**
 * Moves the start of a replay on: what rules know from before the recent readings of a series has to be of just the readings that
 * are no longer among these.
 *
 * <p>One for each subtask: it keeps scratch space.
 */
final class ReplayBaseline {
    private final Reading scratch;
    private final ConditionResult conditionResult = new ConditionResult();

    ReplayBaseline(int fields) {
        scratch = new Reading(fields);
    }

    /** Takes in and removes so many of the oldest recent readings that there is room for {@code count}. */
    void evictOldest(SeriesState series, RuleSet rules, int count) {
        RecentReadings recent = series.recent();
        while (recent.size() + count > RecentReadings.CAPACITY) {
            recent.get(0, scratch);
            RuleState[] states = series.alignedStates();
            for (int i = 0; i < states.length; i++) {
                if (states[i] != null && states[i].replays()) {
                    states[i].advanceBaseline(rules.rules().get(i), scratch, conditionResult);
                }
            }
            recent.removeOldest();
        }
    }

    /** Takes in and removes all recent readings, and takes in the rows after them, which are the newest that were judged. */
    void advanceTo(SeriesState series, RuleSet rules, SeriesSlices slices, int begin, int end) {
        RuleState[] states = series.alignedStates();
        for (int i = 0; i < states.length; i++) {
            if (states[i] == null || !states[i].replays()) {
                continue;
            }
            if (states[i].lifecycle().isFiring()) {
                // A late reading may have left an alert that began otherwise than a replay would have it.
                stepBase(states[i], rules.rules().get(i), series.recent(), slices, begin, end);
            } else {
                states[i].resetBaseline();
            }
        }
        series.recent().restart(series.latestMicros());
    }

    private void stepBase(
            RuleState state, CompiledRule rule, RecentReadings recent, SeriesSlices slices, int begin, int end) {
        for (int rank = 0; rank < recent.size(); rank++) {
            recent.get(rank, scratch);
            state.advanceBaseline(rule, scratch, conditionResult);
        }
        for (int row = begin; row < end; row++) {
            state.advanceBaseline(rule, scratch.set(slices, row), conditionResult);
        }
    }
}
