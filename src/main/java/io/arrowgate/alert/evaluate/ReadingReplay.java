package io.arrowgate.alert.evaluate;

import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.alert.rule.AlertLifecycle;
import io.arrowgate.alert.rule.AlertLifecycle.Transition;
import io.arrowgate.alert.rule.CompiledRule;
import io.arrowgate.alert.rule.ConditionResult;
import io.arrowgate.alert.rule.Reading;
import io.arrowgate.alert.state.RecentReadings;
import io.arrowgate.alert.state.RuleState;
import io.arrowgate.alert.state.RuleState.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds the result of evaluating the recent readings of a series again, in order of event time.
 *
 * @param changes of the alert during the replay, in order
 * @param end the state after the last reading
 */
record ReadingReplay(List<Change> changes, Moment end) {
    /**
     * Replays the readings.
     *
     * @param scratch is overwritten with each reading
     */
    static ReadingReplay of(RuleState state, CompiledRule rule, RecentReadings readings, Reading scratch) {
        List<Change> changes = new ArrayList<>();
        Moment moment = state.startOfReplay();
        for (int rank = state.firstReplayed(); rank < readings.size(); rank++) {
            readings.get(rank, scratch);
            ConditionResult result = new ConditionResult();
            Transition transition = moment.step(rule, scratch, result);
            if (transition != Transition.NONE) {
                changes.add(new Change(moment.life().copy(), transition.state(), result));
            }
        }
        return new ReadingReplay(changes, moment);
    }

    /**
     * Returns the changes that a late reading caused, compared with the replay without it. An alert that fires in both
     * stays the same alert, even if its first reading is now a different one.
     *
     * @param current the alert as it stood; if it still fires, {@link #end} becomes the same alert
     */
    List<Change> changesSince(ReadingReplay before, AlertLifecycle current) {
        List<Change> differences = new ArrayList<>();
        for (int i = 0; i + 1 < changes.size(); i++) {
            Change resolved = changes.get(i + 1);
            boolean complete = changes.get(i).state() == AlertState.FIRING;
            if (complete && !before.contains(resolved.life(), current)) {
                differences.addAll(List.of(changes.get(i), resolved));
            }
        }
        boolean fires = end.life().isFiring();
        if (fires && current.isFiring()) {
            end.life().adoptIdentity(current);
        } else if (fires) {
            differences.add(new Change(end.life(), AlertState.FIRING, lastResult()));
        } else if (current.isFiring()) {
            differences.add(new Change(current, AlertState.RESOLVED, lastResult()));
        }
        return differences;
    }

    private boolean contains(AlertLifecycle life, AlertLifecycle current) {
        return Stream.concat(
                        changes.stream().map(Change::life), Stream.of(current).filter(AlertLifecycle::isFiring))
                .anyMatch(life::overlaps);
    }

    private ConditionResult lastResult() {
        ConditionResult none = new ConditionResult();
        none.none();
        return changes.isEmpty() ? none : changes.get(changes.size() - 1).result();
    }

    /**
     * Describes a state change of an alert.
     *
     * @param life the alert at that point
     * @param state the new state
     * @param result of the reading that caused the change
     */
    record Change(AlertLifecycle life, AlertState state, ConditionResult result) {}
}
