package io.arrowgate.stream.condition;

import static io.arrowgate.stream.column.DefinitionChecks.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Describes a condition that is met when the anomaly detector scores a value as unusual.
 *
 * @param field of the readings
 * @param threshold the detector's score from which a reading is in breach, in (0, 1]; null for the detector's own
 * @param about how many alarms are acceptable, instead of a threshold; null for a threshold. Not written if it is null, so that rules
 *     of earlier versions keep their fingerprint.
 */
public record AnomalyRule(
        @JsonProperty("field") String field,
        @JsonProperty("threshold") Double threshold,

        @JsonProperty("about") @JsonInclude(JsonInclude.Include.NON_NULL)
        AlarmRate about)
        implements RuleCondition {
    static final String KIND = "anomaly";

    public AnomalyRule {
        check(threshold == null || (threshold > 0 && threshold <= 1), "threshold", threshold, "is not in (0, 1]");
        check(
                threshold == null || about == null,
                "about",
                about == null ? null : about.text(),
                "is given together with threshold; give one of them");
    }

    /** Creates a condition with a threshold. */
    public AnomalyRule(String field, Double threshold) {
        this(field, threshold, null);
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
