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
 * Advances the baseline of replays: the state of a rule before the recent readings of a series. The baseline must
 * include exactly the readings that have left the recent ones.
 *
 * <p>One instance per subtask, because it keeps scratch space.
 */
final class ReplayBaseline {
    private final Reading scratch;
    private final ConditionResult conditionResult = new ConditionResult();

    ReplayBaseline(int fields) {
        scratch = new Reading(fields);
    }

    /** Adds the oldest recent readings to the baseline and removes them, until there is room for {@code count}. */
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

    /**
     * Adds all recent readings and the rows after them, which are the newest evaluated, to the baseline. Removes the
     * recent readings.
     */
    void advanceTo(SeriesState series, RuleSet rules, SeriesSlices slices, int begin, int end) {
        RuleState[] states = series.alignedStates();
        for (int i = 0; i < states.length; i++) {
            if (states[i] == null || !states[i].replays()) {
                continue;
            }
            if (states[i].lifecycle().isFiring()) {
                // After a late reading, the alert may have a different beginning than a replay would give it.
                replayInto(states[i], rules.rules().get(i), series.recent(), slices, begin, end);
            } else {
                states[i].resetBaseline();
            }
        }
        series.recent().restart(series.latestMicros());
    }

    private void replayInto(
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
