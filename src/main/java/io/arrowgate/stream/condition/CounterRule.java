package io.arrowgate.stream.condition;

import static io.arrowgate.stream.column.DefinitionChecks.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.arrowgate.stream.column.CounterColumns;
import io.arrowgate.stream.column.CounterKind;
import io.arrowgate.stream.column.DefinitionChecks;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Describes a condition that is met when a cumulative register resets, jumps or counts backwards.
 *
 * @param field a cumulative counter of the stream
 * @param faults that are in breach; all by default
 * @param maxPerHour most that the register counts in an hour; 3,600 by default
 */
public record CounterRule(
        @JsonProperty("field") String field,
        @JsonProperty("on") Set<CounterFaultKind> faults,
        @JsonProperty("max-per-hour") Double maxPerHour)
        implements RuleCondition {
    static final String KIND = "counter";
    /** One person per second for a whole hour. */
    private static final double MAX_PER_HOUR = 3_600;

    public CounterRule {
        boolean all = faults == null || faults.isEmpty();
        faults = Collections.unmodifiableSet(all ? EnumSet.allOf(CounterFaultKind.class) : EnumSet.copyOf(faults));
        maxPerHour = DefinitionChecks.orElse(maxPerHour, MAX_PER_HOUR);
        check(Double.isFinite(maxPerHour) && maxPerHour > 0, "max-per-hour", maxPerHour, "is not above 0");
    }

    @Override
    public void checkCounters(CounterColumns counters) {
        RuleCondition.checkCounter(field, counters, List.of(CounterKind.CUMULATIVE));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String defaultText() {
        return "{field} of {series} went from {threshold} to {value}";
    }
}
