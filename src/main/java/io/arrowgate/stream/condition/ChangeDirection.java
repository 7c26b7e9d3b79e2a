package io.arrowgate.stream.condition;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Lists the directions of a change. */
public enum ChangeDirection {
    @JsonProperty("rise")
    RISE,
    @JsonProperty("fall")
    FALL
}
