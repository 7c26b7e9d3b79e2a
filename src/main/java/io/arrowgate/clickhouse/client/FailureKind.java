package io.arrowgate.clickhouse.client;

/** What a failed attempt calls for. */
public enum FailureKind {
    /** Another attempt: the network, an overloaded or restarting server, a duplicate that is still running, any unknown error. */
    TRANSIENT,
    /** The server rejects the content of this batch; permanent once a second attempt has confirmed it. */
    BATCH_CONTENT,
    /** An operator: the user, its rights, a certificate or the table is wrong, for every batch. Attempts continue meanwhile. */
    CONNECTION_OR_TABLE,
    /** No attempt: the client itself cannot send the batch. */
    PERMANENT
}
