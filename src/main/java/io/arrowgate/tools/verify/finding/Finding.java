package io.arrowgate.tools.verify.finding;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Classifies offsets at which a side does not have exactly one row per raw record. */
public enum Finding {
    /** A raw record that is neither a row nor a dead letter. */
    @JsonProperty("missing")
    MISSING(true, "missing"),
    /** More than one row, or a row and a dead letter, of one raw record. */
    @JsonProperty("repeated")
    DUPLICATED(true, "duplicated"),
    /** A row whose partition or offset the raw topic does not have. */
    @JsonProperty("outside")
    OUTSIDE(true, "not in the raw topic"),

    /** No row, because the table's TTL or the Arrow topic's retention deleted it. */
    @JsonProperty("expired")
    EXPIRED(false, "expired"),
    /** No row, but its day's table partition is detached. */
    @JsonProperty("detached")
    DETACHED(false, "detached"),
    /** No row, because an archive deleted it from the table. */
    @JsonProperty("archived")
    ARCHIVED(false, "archived"),
    /** No row, but its batch is on the topic of rejected batches. */
    @JsonProperty("rejected")
    REJECTED(false, "in a rejected batch"),
    /** A row whose raw record was deleted by log compaction. */
    @JsonProperty("compacted")
    COMPACTED(false, "raw record compacted"),
    /** In the Arrow topic again with other batch boundaries, as after the restore of an older savepoint. */
    @JsonProperty("rewound")
    REWOUND(false, "rewound"),
    /** A row that was written before columns were added to the stream. Found by deep checks only. */
    @JsonProperty("earlier_definition")
    EARLIER(false, "decoded with an earlier definition"),
    /** A row that version 0.1.0 decoded by its own rules. Found by deep checks only. */
    @JsonProperty("earlier_version")
    EARLIER_VERSION(false, "decoded by version 0.1.0"),
    /** A dead letter whose raw record can be decoded now, so that a replay would make rows of it. Found by deep checks only. */
    @JsonProperty("replayable")
    REPLAYABLE(false, "dead letter, decodable now");

    private final boolean difference;
    private final String words;

    Finding(boolean difference, String words) {
        this.difference = difference;
        this.words = words;
    }

    /** Returns whether the finding is an error. */
    public boolean isDifference() {
        return difference;
    }

    public String words() {
        return words;
    }
}
