package io.arrowgate.stream;

import static io.arrowgate.stream.Checks.check;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A value unlike what the series has shown.
 *
 * @param field of the readings
 * @param threshold the detector's score from which a reading is in breach, in (0, 1]; null for the detector's own
 */
public record Anomaly(
        @JsonProperty("field") String field,
        @JsonProperty("threshold") Double threshold) implements RuleCondition {
    static final String KIND = "anomaly";

    public Anomaly {
        check(threshold == null || (threshold > 0 && threshold <= 1), "threshold", threshold, "is not in (0, 1]");
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String defaultText() {
        return "{field} of {value} is unusual";
    }
}
