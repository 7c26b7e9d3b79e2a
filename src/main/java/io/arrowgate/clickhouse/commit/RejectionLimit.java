package io.arrowgate.clickhouse.commit;

/**
 * Limits how many consecutive batches of a committer may be rejected. Beyond the limit the cause is probably the table, not the batches:
 * the committer then retries instead of rejecting, until an insert succeeds. For one thread.
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

    /** Returns what an operator can do when the limit is reached. */
    String remedy() {
        return ("%d consecutive batches were rejected, so the job rejects no further batch until an insert succeeds: check whether the"
                        + " table matches its definition, or raise clickhouse.max-consecutive-rejected-batches and restart the job.")
                .formatted(consecutive);
    }
}
