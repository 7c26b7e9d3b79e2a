package io.arrowgate.stream.condition;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.arrowgate.stream.column.DurationFormat;
import java.time.Duration;

/**
 * Describes a condition that is met when a known series is absent.
 *
 * @param duration of the absence, in processing time
 */
public record AbsentRule(@JsonProperty("for") Duration duration) implements RuleCondition {
    static final String KIND = "absent";

    public AbsentRule {
        DurationFormat.checked("for", duration);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String field() {
        return null;
    }

    @Override
    public String defaultText() {
        return "{series} has sent nothing since {first_time}";
    }
}
