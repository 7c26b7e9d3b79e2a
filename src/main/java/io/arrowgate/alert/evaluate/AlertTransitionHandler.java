package io.arrowgate.alert.evaluate;

import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.alert.rule.AlertLifecycle;
import io.arrowgate.alert.rule.CompiledRule;
import io.arrowgate.alert.rule.ConditionResult;

/** Takes what became of an alert of the series that is being looked at. */
interface AlertTransitionHandler {
    /**
     * Takes one change of an alert.
     *
     * @param life which alert it is
     * @param conditionResult by the reading that fired or resolved it
     */
    void alert(CompiledRule rule, AlertLifecycle life, AlertState state, ConditionResult conditionResult);
}
