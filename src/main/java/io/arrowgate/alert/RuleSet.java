package io.arrowgate.alert;

import java.util.List;

/**
 * The rules of a stream that hold at the moment.
 *
 * @param version counts the changes since the start of this subtask
 * @param rules in the order of their names
 */
record RuleSet(int version, List<CompiledRule> rules) {
    RuleSet {
        rules = List.copyOf(rules);
    }
}
