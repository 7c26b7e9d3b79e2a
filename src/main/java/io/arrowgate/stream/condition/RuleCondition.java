package io.arrowgate.stream.condition;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.arrowgate.stream.column.CounterColumns;
import io.arrowgate.stream.column.CounterKind;
import io.arrowgate.stream.column.DefinitionChecks;
import java.io.Serializable;
import java.util.List;

/** Describes the condition of an alert rule. The key {@code kind} selects the implementation. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ThresholdRule.class, name = ThresholdRule.KIND),
    @JsonSubTypes.Type(value = ChangeRule.class, name = ChangeRule.KIND),
    @JsonSubTypes.Type(value = AbsentRule.class, name = AbsentRule.KIND),
    @JsonSubTypes.Type(value = AnomalyRule.class, name = AnomalyRule.KIND),
    @JsonSubTypes.Type(value = CounterRule.class, name = CounterRule.KIND),
    @JsonSubTypes.Type(value = CrowdingRule.class, name = CrowdingRule.KIND)
})
public sealed interface RuleCondition extends Serializable
        permits ThresholdRule, ChangeRule, AbsentRule, AnomalyRule, CounterRule, CrowdingRule {
    /** Returns the kind, as definitions write it. */
    @JsonIgnore
    String kind();

    /** Returns the column that it applies to; null if it has none. */
    String field();

    /** Returns the default text of alerts, which follows the name of the rule. */
    @JsonIgnore
    String defaultText();

    /** Rejects a condition that needs counters that the stream does not have. */
    default void checkCounters(CounterColumns counters) {}

    /** Rejects a field that is not a counter of one of these kinds. */
    static void checkCounter(String field, CounterColumns counters, List<CounterKind> kinds) {
        DefinitionChecks.check(
                counters != null && counters.columns().contains(field) && kinds.contains(counters.kind()),
                "field",
                field,
                "is not a counter of the stream, of the kind " + kinds);
    }
}
