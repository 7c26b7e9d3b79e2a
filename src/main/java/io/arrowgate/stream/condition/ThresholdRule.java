package io.arrowgate.stream.condition;

import static io.arrowgate.stream.column.DefinitionChecks.check;
import static io.arrowgate.stream.column.DefinitionChecks.orElse;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Describes a condition that is met when a value is beyond a bound.
 *
 * @param field of the readings
 * @param comparison that holds for a reading in breach
 * @param value the bound
 * @param clear the bound that a firing alert must be within to resolve; null for {@code value} itself
 * @param sustained how long the breach must last
 */
public record ThresholdRule(
        @JsonProperty("field") String field,
        @JsonProperty("comparison") Comparison comparison,
        @JsonProperty("value") Double value,
        @JsonProperty("clear") Double clear,
        @JsonProperty("for") SustainedDuration sustained)
        implements RuleCondition {
    static final String KIND = "threshold";

    public ThresholdRule {
        check(comparison != null, "comparison", null, "is missing; give one of " + Comparison.SYMBOLS);
        check(value != null && Double.isFinite(value), "value", value, "is missing or not a finite number");
        check(
                clear == null || comparison.isCleared(clear, value),
                "clear",
                clear,
                "is on the wrong side of value " + value);
        sustained = orElse(sustained, SustainedDuration.AT_ONCE);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String defaultText() {
        return "{field} of {series} is {value}, %s {threshold}".formatted(comparison.words());
    }
}
