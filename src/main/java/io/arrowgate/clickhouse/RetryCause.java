package io.arrowgate.clickhouse;

import java.util.Locale;

/** Why another attempt has to be made: a small, fixed set that metrics count by. */
enum RetryCause {
    /** No answer, or none in time: the network, a proxy, a server that is down. */
    NO_ANSWER,
    /** An answer that is not ClickHouse's, or not complete: a gateway's, a redirect, a page. */
    FOREIGN_RESPONSE,
    /** Too many queries, no memory, no space, a quota or a time limit of the server. */
    OVERLOADED,
    /** Merges do not keep up with inserts. */
    TOO_MANY_PARTS,
    /** Replicas or their keeper are not there; the table is read-only meanwhile. */
    REPLICATION,
    /** An earlier attempt of the same batch is still running. */
    TWIN_RUNNING,
    /** Acknowledged, but the table does not show all rows. */
    ROWS_NOT_SHOWN,
    /** User, password, rights, or a setting that the user may not change. An operator has to act. */
    ACCESS,
    /** One side rejects the other's certificate. An operator has to act. */
    TLS,
    /** The table is missing, or does not fit its definition. An operator has to act. */
    TABLE,
    /** The server rejects the batch's content; the next attempt confirms it. */
    BATCH_CONTENT,
    /** So many batches were rejected one after another that it is taken for a fault of the table. An operator has to act. */
    REJECTED_BATCHES,
    /** Whatever else the server says. */
    OTHER;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
