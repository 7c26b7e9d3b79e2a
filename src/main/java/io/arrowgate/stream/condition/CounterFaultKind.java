package io.arrowgate.stream.condition;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Lists the faults of a cumulative register. */
public enum CounterFaultKind {
    /** It starts from a lower value, or takes a step against its direction. */
    @JsonProperty("reset")
    RESET,
    /** It counts downwards. */
    @JsonProperty("backward")
    BACKWARD,
    /** It takes a step that is too large for the time. */
    @JsonProperty("jump")
    JUMP
}
