package io.arrowgate.tools.local.fault;

/** Selects what a {@link FaultProxy} does with every request until the mode changes. */
public enum ProxyMode {
    /** Forwards everything. */
    PASS,
    /** Forwards requests, and closes the connection when the response to an insert arrives. */
    LOSE_INSERT_ANSWERS,
    /** Forwards requests, and holds the responses to inserts. */
    HOLD_INSERT_ANSWERS,
    /** Closes the connection when half of an insert's body is sent. */
    CUT_INSERT_BODIES,
    /** Responds to inserts with status 500 without a ClickHouse error code, like a gateway. */
    FAIL_INSERTS,
    /** Responds to inserts with code 252, like a server whose merges lag behind. */
    TOO_MANY_PARTS,
    /** Reads requests and never responds. */
    HANG,
    /** Closes every new connection immediately. */
    REFUSE
}
