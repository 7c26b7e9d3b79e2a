package io.arrowgate.alert.rule;

import java.util.List;

/** Holds the rules of a stream that are in force. */
public final class RuleSet {
    /** Odd, so that the position of each rule matters to the fingerprint; 2^64 divided by the golden ratio. */
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final int version;
    private final List<CompiledRule> rules;
    private final long fingerprint;
    private final int[] replayedFields;

    /**
     * Creates a set.
     *
     * @param version number of rule changes since the start of this subtask
     * @param rules in the order of their names
     */
    public RuleSet(int version, List<CompiledRule> rules) {
        this.version = version;
        this.rules = List.copyOf(rules);
        fingerprint = rules.stream().mapToLong(CompiledRule::fingerprint).reduce(1, (all, rule) -> (all ^ rule) * MIX);
        replayedFields = rules.stream()
                .filter(CompiledRule::replays)
                .mapToInt(CompiledRule::field)
                .distinct()
                .sorted()
                .toArray();
    }

    public int version() {
        return version;
    }

    public List<CompiledRule> rules() {
        return rules;
    }

    /** Returns a hash of the names and meanings of all rules, which does not depend on the process. */
    public long fingerprint() {
        return fingerprint;
    }

    /** Returns the reading fields of the rules that replay late readings, in ascending order. Must not be modified. */
    public int[] replayedFields() {
        return replayedFields;
    }
}
