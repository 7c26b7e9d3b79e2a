package io.arrowgate.alert.rule;

import java.util.List;

/**
 * The rules of a stream that hold at the moment.
 *
 * @param version counts the changes since the start of this subtask
 * @param rules in the order of their names
 */
public record RuleSet(int version, List<CompiledRule> rules) {
    public RuleSet {
        rules = List.copyOf(rules);
    }
}
