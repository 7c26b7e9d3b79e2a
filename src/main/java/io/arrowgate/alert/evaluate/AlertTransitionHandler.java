package io.arrowgate.alert.evaluate;

import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.alert.rule.AlertLifecycle;
import io.arrowgate.alert.rule.CompiledRule;
import io.arrowgate.alert.rule.ConditionResult;

/** Receives the state changes of the alerts of the current series. */
interface AlertTransitionHandler {
    /**
     * Handles one state change.
     *
     * @param life of the alert
     * @param conditionResult of the reading that fired or resolved it
     */
    void alert(CompiledRule rule, AlertLifecycle life, AlertState state, ConditionResult conditionResult);
}
