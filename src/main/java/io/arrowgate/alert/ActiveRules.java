package io.arrowgate.alert;

import io.arrowgate.alert.rule.CompiledRule;
import io.arrowgate.alert.rule.RuleSet;
import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.AlertRuleJson;
import io.arrowgate.stream.InvalidStreamDefinitionException;
import io.arrowgate.stream.StreamDefinition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Merges the rules of a stream definition with the changes from the rules topic. */
final class ActiveRules {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveRules.class);

    private final StreamDefinition stream;
    private Map<String, AlertRule> active;
    private RuleSet set;
    private int version;
    private int size;
    private int incompatible;

    ActiveRules(StreamDefinition stream) {
        this.stream = stream;
    }

    /** Returns the number of rules in the latest set. */
    int size() {
        return size;
    }

    /** Returns the number of rules in the rules topic that do not fit the stream definition and are not in force. */
    int incompatible() {
        return incompatible;
    }

    /**
     * Builds the rule set after these changes; of each rule the latest change counts. A rule that was valid when it was
     * read may no longer fit, if a savepoint was restored with a different definition. Such a rule is left out, logged
     * and counted.
     *
     * @return the same set as before if the changes concern other streams only
     */
    RuleSet withChanges(Iterable<Map.Entry<String, RuleChange>> changes) {
        Map<String, AlertRule> rules = new TreeMap<>();
        stream.alerts().forEach(rule -> rules.put(rule.name(), rule));
        incompatible = 0;
        for (Map.Entry<String, RuleChange> change : changes) {
            rules.remove(change.getKey());
            if (!change.getValue().isRemoval() && change.getValue().stream().equals(stream.name())) {
                put(rules, change.getValue());
            }
        }
        if (!rules.equals(active)) {
            active = rules;
            size = rules.size();
            set = new RuleSet(
                    version++,
                    rules.values().stream()
                            .map(rule -> CompiledRule.of(rule, stream))
                            .toList());
        }
        return set;
    }

    private void put(Map<String, AlertRule> rules, RuleChange change) {
        byte[] json = change.json().getBytes(StandardCharsets.UTF_8);
        try {
            rules.put(
                    change.name(),
                    AlertRuleJson.fromJson(json, change.name(), List.of(stream)).rule());
        } catch (InvalidStreamDefinitionException e) {
            incompatible++;
            LOG.warn(
                    "Alert rule {} does not fit the definition of stream {} and is not in force; correct it and send it again: {}",
                    change.name(),
                    stream.name(),
                    e.getMessage());
        }
    }
}
