package io.arrowgate.cli.chaos;

/** What is done to the job, its cluster and its servers. */
enum FaultKind {
    KILL_TASK_MANAGER,
    KILL_JOB_MANAGER,
    KILL_CLICKHOUSE,
    KILL_BROKER,
    PAUSE_TASK_MANAGER,
    PAUSE_JOB_MANAGER,
    PAUSE_CLICKHOUSE,
    PAUSE_BROKER,
    /** An insert arrives and is done, and the connection ends before its answer is through. */
    LOSE_ANSWER,
    /** The connection ends in the middle of an insert. */
    CUT_BODY,
    /** Inserts are answered with status 500 for a while. */
    ERRORS,
    /** Inserts are answered with code 252 for a while. */
    TOO_MANY_PARTS,
    /** Nothing is answered for a while. */
    SILENCE,
    /** ClickHouse is killed and stays away for a while. Only on request: it takes minutes, and no seed draws it. */
    OUTAGE;

    boolean isKill() {
        return name().startsWith("KILL_");
    }

    boolean isPause() {
        return name().startsWith("PAUSE_");
    }

    /** In words, for a line of output. */
    String text() {
        return EnumText.words(this);
    }
}
