package io.arrowgate.clickhouse;

/** What a failed attempt calls for. */
enum FailureKind {
    /** Waiting helps: the network, an overloaded or restarting server, a twin that is still running. */
    TRANSIENT,
    /** Only a person helps: the table, the rights or the batch itself are not what they should be. */
    PERMANENT
}
