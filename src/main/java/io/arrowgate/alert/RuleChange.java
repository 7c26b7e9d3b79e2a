package io.arrowgate.alert;

/**
 * Describes a change of a rule while the job runs. Stored in savepoints as a Flink POJO.
 *
 * @param name of the rule
 * @param stream that the rule now belongs to; null if the rule is removed
 * @param json the rule as {@code AlertRuleJson} writes it; null if the rule is removed
 */
public record RuleChange(String name, String stream, String json) {
    /** Removes the rule of this name, whether it is from a definition or from the rules topic. */
    static RuleChange removal(String name) {
        return new RuleChange(name, null, null);
    }

    boolean isRemoval() {
        return json == null;
    }
}
