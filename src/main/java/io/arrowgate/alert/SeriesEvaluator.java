package io.arrowgate.alert;

import io.arrowgate.alert.AlertLife.Transition;

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
    private final Reading scratch;
    private final Measured measured = new Measured();
    private long late;
    private long tooLate;

    SeriesEvaluator(int fields) {
        scratch = new Reading(fields);
    }

    /** How many readings were older than one of their series that came before them. */
    long late() {
        return late;
    }

    /** How many of these came too late to be judged. */
    long tooLate() {
        return tooLate;
    }

    /** Judges a reading of a series whose state is aligned with the rules. */
    void judge(SeriesState series, RuleSet rules, Reading reading, AlertOutput output) {
        if (series.isLate(reading)) {
            judgeLate(series, rules, reading, output);
            return;
        }
        makeRoom(series, rules);
        series.recent().insert(reading);
        judgeNewest(series, rules, reading, output);
    }

    /** Judges a reading that is not late, and does not keep it for late ones. */
    void judgeNewest(SeriesState series, RuleSet rules, Reading reading, AlertOutput output) {
        series.setLatest(reading);
        RuleState[] states = series.aligned();
        for (int i = 0; i < states.length; i++) {
            CompiledRule rule = rules.rules().get(i);
            if (states[i] != null && !rule.isAboutSilence()) {
                Transition transition = states[i].step(rule, reading, measured);
                if (transition != Transition.NONE) {
                    output.alert(rule, states[i].life(), transition.state(), measured);
                }
            }
        }
    }

    /** Ends the silence of a series that has spoken again. */
    void endSilence(SeriesState series, RuleSet rules, AlertOutput output) {
        RuleState[] states = series.aligned();
        for (int i = 0; i < states.length; i++) {
            CompiledRule rule = rules.rules().get(i);
            if (states[i] != null && rule.isAboutSilence() && states[i].life().isFiring()) {
                states[i].life().resolve(series.latestMicros());
                measured.none();
                output.alert(rule, states[i].life(), AlertState.RESOLVED, measured);
            }
        }
    }

    private void judgeLate(SeriesState series, RuleSet rules, Reading reading, AlertOutput output) {
        late++;
        if (series.recent().isTooLate(reading)) {
            tooLate++;
            return;
        }
        makeRoom(series, rules);
        RuleState[] states = series.aligned();
        Replay[] before = new Replay[states.length];
        for (int i = 0; i < states.length; i++) {
            before[i] = replay(states[i], rules.rules().get(i), series.recent());
        }
        series.recent().insert(reading);
        for (int i = 0; i < states.length; i++) {
            if (before[i] != null) {
                CompiledRule rule = rules.rules().get(i);
                Replay after = replay(states[i], rule, series.recent());
                after.news(before[i], states[i].life())
                        .forEach(change -> output.alert(rule, change.life(), change.state(), change.measured()));
                states[i].replaceLatest(after.end());
            }
        }
    }

    private Replay replay(RuleState state, CompiledRule rule, RecentReadings readings) {
        return state == null || !state.replays() ? null : Replay.of(state, rule, readings, scratch);
    }

    private void makeRoom(SeriesState series, RuleSet rules) {
        RecentReadings recent = series.recent();
        if (!recent.isFull()) {
            return;
        }
        recent.get(0, scratch);
        RuleState[] states = series.aligned();
        for (int i = 0; i < states.length; i++) {
            if (states[i] != null && states[i].replays()) {
                states[i].stepBase(rules.rules().get(i), scratch, measured);
            }
        }
        recent.removeOldest();
    }
}
