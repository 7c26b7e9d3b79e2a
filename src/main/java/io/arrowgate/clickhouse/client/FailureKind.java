package io.arrowgate.clickhouse.client;

/** Distinguishes how the sink reacts to a failed attempt. */
public enum FailureKind {
    /** Retry: network errors, an overloaded or restarting server, an earlier attempt that is still running, unknown errors. */
    TRANSIENT,
    /** The server rejects the content of this batch. The error is permanent once a second attempt has confirmed it. */
    BATCH_CONTENT,
    /** An operator has to act: user, permissions, certificate or table are wrong for every batch. Retries continue. */
    CONNECTION_OR_TABLE,
    /** Fail: the client itself cannot send the batch. */
    PERMANENT
}
