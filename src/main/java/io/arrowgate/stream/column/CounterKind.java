package io.arrowgate.stream.column;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Lists the meanings of the numbers in counter columns. */
public enum CounterKind {
    /** Registers that only a reset decreases: the count is the difference of two readings. */
    @JsonProperty("cumulative")
    CUMULATIVE,
    /** Each event's value is its own count. */
    @JsonProperty("increment")
    INCREMENT
}
