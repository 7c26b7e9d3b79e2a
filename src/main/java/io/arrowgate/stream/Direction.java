package io.arrowgate.stream;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which way a value changes. */
public enum Direction {
    @JsonProperty("rise")
    RISE,
    @JsonProperty("fall")
    FALL
}
