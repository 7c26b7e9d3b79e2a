package io.arrowgate.stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * A series that was seen and is silent.
 *
 * @param duration of the silence, in processing time
 */
public record Absent(@JsonProperty("for") Duration duration) implements RuleCondition {
    static final String KIND = "absent";

    public Absent {
        Durations.checked("for", duration);
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
        return "silent since {first_time}";
    }
}
