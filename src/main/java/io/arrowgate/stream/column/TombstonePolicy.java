package io.arrowgate.stream.column;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Lists what becomes of raw records without a value, which delete a key in a compacted topic. */
public enum TombstonePolicy {
    @JsonProperty("dead-letter")
    DEAD_LETTER,
    /** They are counted in a metric only. */
    @JsonProperty("skip")
    SKIP
}
