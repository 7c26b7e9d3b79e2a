package io.arrowgate.alert;

/**
 * What a rule asks of each reading of a series. One object serves all series: what a series is remembered by is in its state.
 *
 * @param <S> that state
 */
interface Condition<S extends ConditionState> {
    /** The state of a series that was never seen. */
    S newState();

    /**
     * Judges a reading, and takes it into the state.
     *
     * @param measured is filled with what was compared
     */
    Verdict judge(Reading reading, S state, Measured measured);

    /**
     * Whether a late reading is judged by judging the recent ones again, in order of event time. If not it is left out: its
     * state is too large to be kept twice.
     */
    boolean replays();
}
