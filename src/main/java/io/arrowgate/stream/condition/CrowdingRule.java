package io.arrowgate.stream.condition;

import static io.arrowgate.stream.column.DefinitionChecks.check;
import static io.arrowgate.stream.column.DefinitionChecks.orElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.arrowgate.stream.column.CounterColumns;
import io.arrowgate.stream.column.CounterKind;
import io.arrowgate.stream.column.DurationFormat;
import java.time.Duration;
import java.util.List;

/**
 * Describes a condition that is met when a window counts more than usual.
 *
 * @param field a counter of the stream
 * @param window of event time to sum over; an hour by default
 * @param factor of the usual count of the hour of the week; 3 by default
 * @param atLeast sums up to this are never in breach; 100 by default
 */
public record CrowdingRule(
        @JsonProperty("field") String field,
        @JsonProperty("window") Duration window,
        @JsonProperty("factor") Double factor,
        @JsonProperty("at-least") Double atLeast)
        implements RuleCondition {
    static final String KIND = "crowding";
    private static final Duration MAX_WINDOW = Duration.ofDays(1);

    public CrowdingRule {
        window = DurationFormat.checked("window", orElse(window, Duration.ofHours(1)));
        check(window.compareTo(MAX_WINDOW) <= 0, "window", window, "is longer than a day");
        factor = orElse(factor, 3.0);
        check(Double.isFinite(factor) && factor > 1, "factor", factor, "is not above 1");
        atLeast = orElse(atLeast, 100.0);
        check(Double.isFinite(atLeast) && atLeast >= 0, "at-least", atLeast, "is below 0");
    }

    @Override
    public void checkCounters(CounterColumns counters) {
        RuleCondition.checkCounter(field, counters, List.of(CounterKind.values()));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String defaultText() {
        return "{field} of {series} counted {value}, above {threshold}";
    }
}
