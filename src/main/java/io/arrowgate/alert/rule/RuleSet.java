package io.arrowgate.alert.rule;

import java.util.List;

/**
 * Holds the rules of a stream that are in force.
 *
 * @param version number of rule changes since the start of this subtask
 * @param rules in the order of their names
 */
public record RuleSet(int version, List<CompiledRule> rules) {
    public RuleSet {
        rules = List.copyOf(rules);
    }
}
