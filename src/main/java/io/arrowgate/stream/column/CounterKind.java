package io.arrowgate.stream.column;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the numbers of counting columns mean. */
public enum CounterKind {
    /** Registers that only a reset takes back: the traffic is the difference of two readings. */
    @JsonProperty("cumulative")
    CUMULATIVE,
    /** Each event's value is its own count. */
    @JsonProperty("increment")
    INCREMENT
}
