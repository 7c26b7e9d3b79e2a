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
 * The recent readings of a series judged once more, in order of event time.
 *
 * @param changes of the alert on the way, in order
 * @param end the state after the last reading
 */
record ReadingReplay(List<Change> changes, Moment end) {
    /** @param scratch is refilled */
    static ReadingReplay of(RuleState state, CompiledRule rule, RecentReadings readings, Reading scratch) {
        List<Change> changes = new ArrayList<>();
        Moment moment = state.startOfReplay();
        for (int rank = 0; rank < readings.size(); rank++) {
            readings.get(rank, scratch);
            ConditionResult measured = new ConditionResult();
            Transition transition = moment.step(rule, scratch, measured);
            if (transition != Transition.NONE) {
                changes.add(new Change(moment.life().copy(), transition.state(), measured));
            }
        }
        return new ReadingReplay(changes, moment);
    }

    /**
     * What is new since the same readings were judged without a late one. An alert that fires with it and without it stays the
     * one that it was, whatever its first reading is by now.
     *
     * @param current the alert as it stood; if it still fires, {@link #end} becomes the same alert
     */
    List<Change> changesSince(ReadingReplay before, AlertLifecycle current) {
        List<Change> news = new ArrayList<>();
        for (int i = 0; i + 1 < changes.size(); i++) {
            Change resolved = changes.get(i + 1);
            boolean complete = changes.get(i).state() == AlertState.FIRING;
            if (complete && !before.knows(resolved.life(), current)) {
                news.addAll(List.of(changes.get(i), resolved));
            }
        }
        boolean fires = end.life().isFiring();
        if (fires && current.isFiring()) {
            end.life().adoptIdentity(current);
        } else if (fires) {
            news.add(new Change(end.life(), AlertState.FIRING, lastMeasured()));
        } else if (current.isFiring()) {
            news.add(new Change(current, AlertState.RESOLVED, lastMeasured()));
        }
        return news;
    }

    private boolean knows(AlertLifecycle life, AlertLifecycle current) {
        return Stream.concat(
                        changes.stream().map(Change::life), Stream.of(current).filter(AlertLifecycle::isFiring))
                .anyMatch(life::overlaps);
    }

    private ConditionResult lastMeasured() {
        ConditionResult none = new ConditionResult();
        none.none();
        return changes.isEmpty() ? none : changes.get(changes.size() - 1).measured();
    }

    /**
     * What happened to an alert.
     *
     * @param life the alert, as it was then
     * @param state that it came to
     * @param measured by the reading that brought it there
     */
    record Change(AlertLifecycle life, AlertState state, ConditionResult measured) {}
}
