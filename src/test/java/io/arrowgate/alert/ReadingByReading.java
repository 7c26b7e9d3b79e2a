package io.arrowgate.alert;

import io.arrowgate.alert.AlertLife.Transition;
import io.arrowgate.batch.SeriesSlices;

/** Judges one reading after the other in the plainest way: what {@link SeriesEvaluator} must come to by shorter ways. */
final class ReadingByReading {
    private final Reading scratch;
    private final Measured measured = new Measured();
    private final RuleSet rules;
    private final AlertOutput output;
    private long tooLate;

    ReadingByReading(int fields, RuleSet rules, AlertOutput output) {
        scratch = new Reading(fields);
        this.rules = rules;
        this.output = output;
    }

    long tooLate() {
        return tooLate;
    }

    void judge(SeriesState series, SeriesSlices slices, int row) {
        Reading reading = new Reading(slices.values().length).set(slices, row);
        if (reading.timeMicros >= series.latestMicros()) {
            makeRoom(series);
            series.recent().insert(reading);
            series.setLatest(slices, row);
            judgeNewest(series, reading);
        } else if (series.recent().isTooLate(reading)) {
            tooLate++;
        } else {
            judgeLate(series, reading);
        }
    }

    private void judgeNewest(SeriesState series, Reading reading) {
        for (int i = 0; i < rules.rules().size(); i++) {
            CompiledRule rule = rules.rules().get(i);
            RuleState state = series.aligned()[i];
            Transition transition = state.step(rule, reading, measured);
            if (transition != Transition.NONE) {
                output.alert(rule, state.life(), transition.state(), measured);
            }
        }
    }

    private void judgeLate(SeriesState series, Reading reading) {
        makeRoom(series);
        Replay[] before = new Replay[rules.rules().size()];
        for (int i = 0; i < before.length; i++) {
            before[i] = replay(series, i);
        }
        series.recent().insert(reading);
        for (int i = 0; i < before.length; i++) {
            if (before[i] != null) {
                CompiledRule rule = rules.rules().get(i);
                Replay after = replay(series, i);
                after.news(before[i], series.aligned()[i].life())
                        .forEach(change -> output.alert(rule, change.life(), change.state(), change.measured()));
                series.aligned()[i].replaceLatest(after.end());
            }
        }
    }

    private Replay replay(SeriesState series, int rule) {
        RuleState state = series.aligned()[rule];
        return state.replays() ? Replay.of(state, rules.rules().get(rule), series.recent(), scratch) : null;
    }

    private void makeRoom(SeriesState series) {
        if (!series.recent().isFull()) {
            return;
        }
        series.recent().get(0, scratch);
        for (int i = 0; i < rules.rules().size(); i++) {
            if (series.aligned()[i].replays()) {
                series.aligned()[i].stepBase(rules.rules().get(i), scratch, measured);
            }
        }
        series.recent().removeOldest();
    }
}
