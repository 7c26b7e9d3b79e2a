package io.arrowgate.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * Divides {@code kafka.transaction-timeout} so that each transaction is committed before the broker aborts it, even if
 * no checkpoint completes for a long time. docs/design/kafka-transactions.md has the proof.
 *
 * <p>With timeout T and checkpoint interval I, a checkpoint may take X = (T - 2 I) / 10. Without failures, a transaction
 * is at most X + max(I, X) old when the checkpoint that commits it is taken. No checkpoint includes a transaction older
 * than both that age and 4 X.
 *
 * @param checkpointTimeout longest time from the trigger of a checkpoint to its completion
 * @param maxAgeAtSnapshot greatest age, when a checkpoint is taken, of a transaction that this checkpoint commits
 * @param tolerableFailedCheckpoints how many checkpoints in a row may fail before the job restarts
 */
public record TransactionLimits(Duration checkpointTimeout, Duration maxAgeAtSnapshot, int tolerableFailedCheckpoints)
        implements Serializable {
    /** Limits the ratio of transaction timeout to checkpoint interval from below. */
    static final int MIN_INTERVALS = 3;

    private static final int SHARES = 10;
    private static final int SHARES_BEFORE_SNAPSHOT = 4;
    /** Tolerates short failures of the checkpoint storage without a restart. */
    private static final int TOLERABLE_FAILURES = 2;

    static TransactionLimits of(Duration transactionTimeout, Duration checkpointInterval) {
        Duration timeout =
                transactionTimeout.minus(checkpointInterval.multipliedBy(2)).dividedBy(SHARES);
        Duration share = timeout.multipliedBy(SHARES_BEFORE_SNAPSHOT);
        Duration regular = timeout.plus(checkpointInterval);
        Duration maxAge = share.compareTo(regular) > 0 ? share : regular;
        // With longer intervals, three checkpoints would use up the timeout.
        boolean often = checkpointInterval.multipliedBy(SHARES).compareTo(transactionTimeout) <= 0;
        return new TransactionLimits(timeout, maxAge, often ? TOLERABLE_FAILURES : 0);
    }
}
