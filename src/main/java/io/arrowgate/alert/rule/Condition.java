package io.arrowgate.alert.rule;

import io.arrowgate.batch.series.SeriesSlices;

/**
 * Evaluates one kind of rule on the readings of a series. One instance serves all series: everything specific to a
 * series is in its state.
 *
 * @param <S> that state
 */
public interface Condition<S extends ConditionState> {
    /** Returns the state of a new series. */
    S newState();

    /**
     * Evaluates a reading and updates the state.
     *
     * @param conditionResult receives the compared values
     */
    Verdict evaluate(Reading reading, S state, ConditionResult conditionResult);

    /**
     * Processes rows of a series without an alert, up to the first that may be in breach. The state is then what {@link
     * #evaluate} would have left behind. Most rows are skipped here, so implementations are plain loops over one column.
     *
     * @param slices whose rows from {@code begin} to {@code end}, exclusive, are in order of event time
     * @return the first row that is not processed; {@code end} if there is none
     */
    default int skipNonBreaching(SeriesSlices slices, int begin, int end, S state) {
        return begin;
    }

    /**
     * Returns whether late readings are evaluated by replaying the recent ones in order of event time. If not, late
     * readings are ignored: the state is too large to be kept a second time.
     */
    boolean replays();
}
