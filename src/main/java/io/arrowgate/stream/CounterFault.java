package io.arrowgate.stream;

import static io.arrowgate.stream.Checks.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A cumulative register that does not count as it should.
 *
 * @param field a cumulative counter of the stream
 * @param faults that are in breach; all if none is given
 * @param maxPerHour what the register counts in an hour at most; 3,600 if it is not given
 */
public record CounterFault(
        @JsonProperty("field") String field,
        @JsonProperty("on") Set<Fault> faults,
        @JsonProperty("max-per-hour") Double maxPerHour)
        implements RuleCondition {
    static final String KIND = "counter";
    /** One person a second, all hour long. */
    private static final double MAX_PER_HOUR = 3_600;

    public CounterFault {
        boolean all = faults == null || faults.isEmpty();
        faults = Collections.unmodifiableSet(all ? EnumSet.allOf(Fault.class) : EnumSet.copyOf(faults));
        maxPerHour = Checks.orElse(maxPerHour, MAX_PER_HOUR);
        check(Double.isFinite(maxPerHour) && maxPerHour > 0, "max-per-hour", maxPerHour, "is not above 0");
    }

    @Override
    public void checkCounters(CounterColumns counters) {
        RuleCondition.checkCounter(field, counters, List.of(Counters.CUMULATIVE));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String defaultText() {
        return "{field} went from {threshold} to {value}";
    }
}
