package io.arrowgate.tools.local.fault;

/** Tracks the progress or the outcome of a request through the {@link FaultProxy}. */
public enum RequestPhase {
    /** The client has sent the whole request, and the server has received nothing. */
    ARRIVED,
    /** The server has received the head and half of the body. */
    BODY_HALF_SENT,
    /** The server has received the whole request and is executing it. */
    ANSWER_PENDING,
    /** The server has responded, and the client has received nothing. */
    ANSWERED,
    /** The client has received the response. */
    DONE,
    /** The connection was closed before the client could send anything. */
    REFUSED,
    /** The request was read and gets no response. */
    HUNG,
    /** The client has closed the connection of a hung request. */
    HUNG_UP,
    /** The server's response was discarded, and the connection closed. */
    ANSWER_LOST,
    /** The server's response is held. */
    ANSWER_HELD,
    /** The connection was closed after half of the body. */
    BODY_CUT,
    /** The client received an injected response. */
    ERROR_ANSWERED
}
