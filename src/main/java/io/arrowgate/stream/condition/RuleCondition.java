package io.arrowgate.stream.condition;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.arrowgate.stream.column.CounterColumns;
import io.arrowgate.stream.column.CounterKind;
import io.arrowgate.stream.column.DefinitionChecks;
import java.io.Serializable;
import java.util.List;

/** What an alert rule asks of a series. The kind says which one it is. */
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
    /** As definitions write it. */
    @JsonIgnore
    String kind();

    /** The column that it is about; null if it is about none. */
    String field();

    /** What alerts say if the rule has no text of its own; behind the rule's name and the series. */
    @JsonIgnore
    String defaultText();

    /** Refuses a condition that the stream has no counters for. */
    default void checkCounters(CounterColumns counters) {}

    /** Refuses a condition on a counter that the stream does not have, of the kinds that are of use. */
    static void checkCounter(String field, CounterColumns counters, List<CounterKind> kinds) {
        DefinitionChecks.check(
                counters != null && counters.columns().contains(field) && kinds.contains(counters.kind()),
                "field",
                field,
                "is no counter of the stream, of the kind " + kinds);
    }
}
