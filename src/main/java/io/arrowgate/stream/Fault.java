package io.arrowgate.stream;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a cumulative register does wrong. */
public enum Fault {
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
