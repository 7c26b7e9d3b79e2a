package io.arrowgate.clickhouse.commit;

/**
 * Bounds how many batches of a committer may be rejected one after another. More than that are not bad batches, but a table that
 * no batch fits: then none is given up any more until an insert succeeds. For one thread.
 */
public final class RejectionLimit {
    private final int maxConsecutive;
    private int consecutive;

    public RejectionLimit(int maxConsecutive) {
        this.maxConsecutive = maxConsecutive;
    }

    boolean isReached() {
        return consecutive >= maxConsecutive;
    }

    void rejected() {
        consecutive++;
    }

    void inserted() {
        consecutive = 0;
    }

    /** What an operator can do when it is reached. */
    String remedy() {
        return ("%d batches were rejected one after another, so none is any more until an insert succeeds: see whether the table"
                        + " fits its definition, or raise clickhouse.max-consecutive-rejected-batches and restart the job.")
                .formatted(consecutive);
    }
}
