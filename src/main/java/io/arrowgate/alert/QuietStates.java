package io.arrowgate.alert;

import java.util.List;

/**
 * What the conditions of a series' rules remember, side by side, while no alert and no breach is under way, which is nearly always.
 *
 * <p>Readings that leave it so are taken in by these alone: the rules' own states lie apart in memory, and to ask each of them
 * whether anything is under way took longer than to judge the readings.
 */
final class QuietStates {
    /** By rule; null where it does not judge the readings of the series. */
    private final ConditionState[] latest;
    /** By rule; null where it is not replayed either. */
    private final ConditionState[] base;

    private QuietStates(int rules) {
        latest = new ConditionState[rules];
        base = new ConditionState[rules];
    }

    /**
     * Gathers them.
     *
     * @param states by rule; null where a rule is not about the series
     * @return null if anything is under way
     */
    static QuietStates of(RuleState[] states, List<CompiledRule> rules) {
        for (int i = 0; i < states.length; i++) {
            if (judges(states[i], rules.get(i)) && !states[i].isQuiet()) {
                return null;
            }
        }
        QuietStates quiet = new QuietStates(states.length);
        for (int i = 0; i < states.length; i++) {
            if (judges(states[i], rules.get(i))) {
                quiet.latest[i] = states[i].latestCondition();
                quiet.base[i] = states[i].baseCondition();
            }
        }
        return quiet;
    }

    private static boolean judges(RuleState state, CompiledRule rule) {
        return state != null && !rule.isAboutSilence();
    }

    /** As of the latest reading; null if the rule does not judge readings of the series. */
    ConditionState latest(int rule) {
        return latest[rule];
    }

    /** As {@link RuleState#rebase}, of all rules. */
    void rebase() {
        for (int i = 0; i < base.length; i++) {
            if (base[i] != null) {
                base[i].set(latest[i]);
            }
        }
    }
}
