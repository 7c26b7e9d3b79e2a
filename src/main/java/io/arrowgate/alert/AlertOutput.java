package io.arrowgate.alert;

/** Takes what became of an alert of the series that is being looked at. */
interface AlertOutput {
    /**
     * Takes one change of an alert.
     *
     * @param life which alert it is
     * @param measured by the reading that fired or resolved it
     */
    void alert(CompiledRule rule, AlertLife life, AlertState state, Measured measured);
}
