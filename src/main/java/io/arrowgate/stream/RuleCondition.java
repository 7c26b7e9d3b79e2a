package io.arrowgate.stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;

/** What an alert rule asks of a series. The kind says which one it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Threshold.class, name = Threshold.KIND),
    @JsonSubTypes.Type(value = Change.class, name = Change.KIND),
    @JsonSubTypes.Type(value = Absent.class, name = Absent.KIND),
    @JsonSubTypes.Type(value = Anomaly.class, name = Anomaly.KIND),
    @JsonSubTypes.Type(value = CounterFault.class, name = CounterFault.KIND),
    @JsonSubTypes.Type(value = Crowding.class, name = Crowding.KIND)
})
public sealed interface RuleCondition extends Serializable
        permits Threshold, Change, Absent, Anomaly, CounterFault, Crowding {
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
    static void checkCounter(String field, CounterColumns counters, List<Counters> kinds) {
        Checks.check(
                counters != null && counters.columns().contains(field) && kinds.contains(counters.kind()),
                "field",
                field,
                "is no counter of the stream, of the kind " + kinds);
    }
}
