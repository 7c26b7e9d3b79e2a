package io.arrowgate.tools.local.fault;

/** How far a request through the {@link FaultProxy} has come, or what became of it. */
public enum RequestPhase {
    /** The client has sent all of it, and the server has seen nothing. */
    ARRIVED,
    /** The server has the head and half of the body. */
    BODY_HALF_SENT,
    /** The server has all of it and is at work. */
    ANSWER_PENDING,
    /** The server has answered, and the client has seen nothing of it. */
    ANSWERED,
    /** The client has its answer. */
    DONE,
    /** The connection was closed before the client could send anything. */
    REFUSED,
    /** The request was taken, and nothing will happen to it. */
    HUNG,
    /** The client has given up a request that was hung. */
    HUNG_UP,
    /** The server's answer was thrown away, and the connection closed. */
    ANSWER_LOST,
    /** The server's answer is kept back. */
    ANSWER_HELD,
    /** The connection was closed with half of the body sent. */
    BODY_CUT,
    /** The client got another response than the server's. */
    ERROR_ANSWERED
}
