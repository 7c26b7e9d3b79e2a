package io.arrowgate.alert;

/**
 * A change of a rule while the job runs. Part of savepoints, as a POJO of Flink's.
 *
 * @param name of the rule
 * @param stream whose rule it is from now on; null if there is no such rule any more
 * @param json the rule as {@code AlertRuleJson} writes it; null if there is no such rule any more
 */
public record RuleChange(String name, String stream, String json) {
    /** There is no rule of this name from now on, be it from a definition or from the topic. */
    static RuleChange removal(String name) {
        return new RuleChange(name, null, null);
    }

    boolean isRemoval() {
        return json == null;
    }
}
