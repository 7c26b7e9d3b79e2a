package io.arrowgate.clickhouse.client;

import java.util.Locale;

/** Names why an insert is retried: the values of the metric label {@code cause}. */
public enum RetryCause {
    /** No response in time: network or proxy failure, or the server is down. */
    NO_RESPONSE,
    /** A response from a gateway or another server in place of ClickHouse, or an incomplete one. */
    UNEXPECTED_RESPONSE,
    /** The server has too many queries or too little memory or disk space, or a quota or time limit was exceeded. */
    OVERLOADED,
    /** Merges do not keep up with inserts. */
    TOO_MANY_PARTS,
    /** Replicas or their keeper are unavailable, or the table is read-only because of that. */
    REPLICATION,
    /** An earlier attempt with the same query id is still running. */
    QUERY_ID_IN_USE,
    /** The insert was acknowledged, but not all of its rows are visible in the table. */
    ROWS_NOT_VISIBLE,
    /** User, password, rights, or a setting that the user may not change. An operator has to act. */
    ACCESS,
    /** One side rejects the other's certificate. An operator has to act. */
    TLS,
    /** The table is missing or does not match its definition. An operator has to act. */
    TABLE,
    /** The server rejects the batch's content; the next attempt confirms it. */
    BATCH_CONTENT,
    /** Too many batches in a row were rejected, which points to the table. An operator has to act. */
    REJECTED_BATCHES,
    /** Any other error of the server. */
    OTHER;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
