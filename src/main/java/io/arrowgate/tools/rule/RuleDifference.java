package io.arrowgate.tools.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.stream.AlertRuleJson;
import io.arrowgate.stream.RuntimeRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Compares a rule with the one in force of the same name.
 *
 * @param rule the new one
 * @param changes of its keys, such as {@code value: 95.0 → 80.0}; empty if it is added
 */
public record RuleDifference(Kind kind, RuntimeRule rule, List<String> changes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Describes what a rule would change. */
    public enum Kind {
        ADDED,
        CHANGED,
        UNCHANGED
    }

    public RuleDifference {
        changes = List.copyOf(changes);
    }

    /** Compares a rule with those in force. */
    public static RuleDifference of(RuntimeRule rule, EffectiveRules effective) {
        EffectiveRules.Entry inForce = effective.rules().get(rule.rule().name());
        if (inForce == null) {
            return new RuleDifference(Kind.ADDED, rule, List.of());
        }
        JsonNode before = tree(inForce.rule());
        JsonNode after = tree(rule);
        Set<String> keys = new LinkedHashSet<>();
        after.fieldNames().forEachRemaining(keys::add);
        before.fieldNames().forEachRemaining(keys::add);
        List<String> changes = new ArrayList<>();
        for (String key : keys) {
            if (!before.path(key).equals(after.path(key))) {
                changes.add("%s: %s → %s".formatted(key, text(before.path(key)), text(after.path(key))));
            }
        }
        return new RuleDifference(changes.isEmpty() ? Kind.UNCHANGED : Kind.CHANGED, rule, changes);
    }

    private static JsonNode tree(RuntimeRule rule) {
        try {
            return JSON.readTree(AlertRuleJson.toJson(rule));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "–" : RuleTable.text(value);
    }

    /** Returns one line, such as {@code changed cpu-high (sensors): value: 95.0 → 80.0}. */
    public String describe() {
        String head = "%-9s %s (%s)"
                .formatted(kind.name().toLowerCase(Locale.ROOT), rule.rule().name(), rule.stream());
        return changes.isEmpty() ? head : head + ": " + String.join(", ", changes);
    }
}
