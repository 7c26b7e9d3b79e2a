package io.arrowgate.tools.local.fault;

/** What a {@link FaultProxy} does to every request, until it is told otherwise. */
public enum ProxyMode {
    /** Hands everything through. */
    PASS,
    /** Hands requests through, and closes the connection when an insert is answered. */
    LOSE_INSERT_ANSWERS,
    /** Hands requests through, and keeps the answers of inserts to itself. */
    HOLD_INSERT_ANSWERS,
    /** Closes the connection when half of an insert's body is sent. */
    CUT_INSERT_BODIES,
    /** Answers inserts with status 500 and no word of the server's, as a gateway does. */
    FAIL_INSERTS,
    /** Answers inserts as a server does whose merges lag behind: code 252. */
    TOO_MANY_PARTS,
    /** Reads requests and does nothing with them. */
    HANG,
    /** Closes every new connection at once. */
    REFUSE
}
