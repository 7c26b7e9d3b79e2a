package io.arrowgate.alert.rule;

import io.arrowgate.batch.series.SeriesSlices;

/**
 * What a rule asks of each reading of a series. One object serves all series: what a series is remembered by is in its state.
 *
 * @param <S> that state
 */
public interface Condition<S extends ConditionState> {
    /** The state of a series that was never seen. */
    S newState();

    /**
     * Judges a reading, and takes it into the state.
     *
     * @param conditionResult is filled with what was compared
     */
    Verdict judge(Reading reading, S state, ConditionResult conditionResult);

    /**
     * Takes in rows of a series whose alert is quiet, up to the first that may be in breach: no other verdict is of interest to such
     * an alert. The state is then what {@link #judge} would have left behind. Most rows are passed over here, so this is a loop over a
     * column that asks for nothing else.
     *
     * @param slices whose rows from {@code begin} to {@code end}, exclusive, are in order of event time
     * @return the first row that is not taken in; {@code end} if there is none
     */
    default int skipNonBreaching(SeriesSlices slices, int begin, int end, S state) {
        return begin;
    }

    /**
     * Whether a late reading is judged by judging the recent ones again, in order of event time. If not it is left out: its
     * state is too large to be kept twice.
     */
    boolean replays();
}
