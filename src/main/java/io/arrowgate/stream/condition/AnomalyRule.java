package io.arrowgate.stream.condition;

import static io.arrowgate.stream.column.DefinitionChecks.check;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Describes a condition that is met when the anomaly detector scores a value as unusual.
 *
 * @param field of the readings
 * @param threshold the detector's score from which a reading is in breach, in (0, 1]; null for the detector's own
 */
public record AnomalyRule(
        @JsonProperty("field") String field,
        @JsonProperty("threshold") Double threshold) implements RuleCondition {
    static final String KIND = "anomaly";

    public AnomalyRule {
        check(threshold == null || (threshold > 0 && threshold <= 1), "threshold", threshold, "is not in (0, 1]");
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String defaultText() {
        return "{field} of {series} is unusual: {value}";
    }
}
