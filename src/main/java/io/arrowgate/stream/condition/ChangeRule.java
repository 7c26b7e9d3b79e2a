package io.arrowgate.stream.condition;

import static io.arrowgate.stream.column.DefinitionChecks.check;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.arrowgate.stream.column.DurationFormat;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes a condition that is met when a value rises or falls within a duration.
 *
 * @param field of the readings
 * @param direction of the change
 * @param amount of it, above 0
 * @param percent whether the amount is a percentage of the value that the change starts from
 * @param within event time from that value to the reading in breach
 */
public record ChangeRule(
        String field,
        ChangeDirection direction,
        @JsonIgnore double amount,
        @JsonIgnore boolean percent,
        Duration within)
        implements RuleCondition {
    static final String KIND = "change";

    private static final Pattern AMOUNT = Pattern.compile("([0-9.eE+-]+)\\s*(%?)");

    public ChangeRule {
        check(direction != null, "direction", null, "is missing; give rise or fall");
        check(
                Double.isFinite(amount) && amount > 0,
                "by",
                amount,
                "is not an amount; give a number above 0, or a percentage");
        DurationFormat.checked("within", within);
    }

    @JsonCreator
    static ChangeRule of(
            @JsonProperty("field") String field,
            @JsonProperty("direction") ChangeDirection direction,
            @JsonProperty("by") Object by,
            @JsonProperty("within") Duration within) {
        Matcher amount = AMOUNT.matcher(String.valueOf(by));
        check(amount.matches(), "by", by, "is not an amount; give for example 20 or \"20 %\"");
        try {
            double number = Double.parseDouble(amount.group(1));
            return new ChangeRule(field, direction, number, !amount.group(2).isEmpty(), within);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("by: '%s' is not a number".formatted(by), e);
        }
    }

    @JsonProperty("by")
    String by() {
        return percent ? amount + " %" : Double.toString(amount);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String defaultText() {
        return "{field} of {series} went to {value}, beyond {threshold}, within a short time";
    }
}
