package io.arrowgate.stream.condition;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which way a value changes. */
public enum ChangeDirection {
    @JsonProperty("rise")
    RISE,
    @JsonProperty("fall")
    FALL
}
