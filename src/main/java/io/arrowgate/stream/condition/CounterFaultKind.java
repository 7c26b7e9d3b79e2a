package io.arrowgate.stream.condition;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a cumulative register does wrong. */
public enum CounterFaultKind {
    /** It starts anew, or takes a step against its direction. */
    @JsonProperty("reset")
    RESET,
    /** It counts downwards. */
    @JsonProperty("backward")
    BACKWARD,
    /** It takes a step that is too large for the time. */
    @JsonProperty("jump")
    JUMP
}
