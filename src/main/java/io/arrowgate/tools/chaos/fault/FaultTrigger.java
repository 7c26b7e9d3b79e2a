package io.arrowgate.tools.chaos.fault;

/** The moment at which a fault is injected. */
public enum FaultTrigger {
    /** After a while, whatever the job is doing. */
    CLOCK,
    /** The server has half of an insert. */
    BODY_HALF_SENT,
    /** The server is at work on an insert. */
    ANSWER_PENDING,
    /** The server is at work on an insert of several days, so that some of its parts may be there and others not. */
    BETWEEN_PARTS,
    /** A checkpoint is complete, and its first insert has not reached the server. */
    BEFORE_COMMIT,
    /** Subtasks are being given their state after another failure. */
    DURING_RESTORE,
    /** A restored committer asks for rows, which the server has not heard yet. */
    ROW_CHECK;

    public boolean isPhase() {
        return this != CLOCK;
    }

    /** In words, for a line of output. */
    public String text() {
        return EnumNames.words(this);
    }
}
