package io.arrowgate.tools.verify.finding;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What can be said of offsets at which a side is not simply one row a record. */
public enum Finding {
    /** A raw record that is neither a row nor a dead letter. */
    @JsonProperty("missing")
    MISSING(true, "missing"),
    /** More than one row, or a row and a dead letter, of one raw record. */
    @JsonProperty("repeated")
    REPEATED(true, "repeated"),
    /** A row whose partition or offset the raw topic does not have. */
    @JsonProperty("outside")
    OUTSIDE(true, "not in the raw topic"),

    /** No row, and none is due any more: the table's TTL, or the Arrow topic's retention, took it. */
    @JsonProperty("expired")
    EXPIRED(false, "expired"),
    /** No row, but its day's table partition is detached. */
    @JsonProperty("detached")
    DETACHED(false, "detached"),
    /** No row, but the record of an archive says that it was taken out of the table. */
    @JsonProperty("archived")
    ARCHIVED(false, "archived"),
    /** No row, but its batch is on the topic for batches that ClickHouse refused. */
    @JsonProperty("rejected")
    REJECTED(false, "in a rejected batch"),
    /** A row whose raw record was there once: the topic is a compacted one. */
    @JsonProperty("compacted")
    COMPACTED(false, "compacted since"),
    /** In the Arrow topic again with other batch boundaries, as after the restore of an older savepoint. */
    @JsonProperty("rewound")
    REWOUND(false, "rewound"),
    /** A row as it was before columns were added to the stream, and not as its record would make it now. Found by deep checks only. */
    @JsonProperty("earlier_definition")
    EARLIER(false, "as an earlier definition has them");

    private final boolean difference;
    private final String words;

    Finding(boolean difference, String words) {
        this.difference = difference;
        this.words = words;
    }

    /** Whether it means that something went wrong. */
    public boolean isDifference() {
        return difference;
    }

    public String words() {
        return words;
    }
}
