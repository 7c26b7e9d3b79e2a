package io.arrowgate.tools.chaos.fault;

/** Defines the moment at which a fault is injected. */
public enum FaultTrigger {
    /** After a random time, independent of the job. */
    CLOCK,
    /** The server has received half of an insert. */
    BODY_HALF_SENT,
    /** The server is executing an insert. */
    ANSWER_PENDING,
    /** The server is executing an insert of several days, and may have created only some of its parts. */
    BETWEEN_PARTS,
    /** A checkpoint is complete, and its first insert has not reached the server. */
    BEFORE_COMMIT,
    /** Subtasks are being restored after another failure. */
    DURING_RESTORE,
    /** A restored committer sends a row check, which the server has not received yet. */
    ROW_CHECK;

    public boolean isPhase() {
        return this != CLOCK;
    }

    /** Returns the name in plain words for the console. */
    public String text() {
        return EnumNames.words(this);
    }
}
