package io.arrowgate.sink.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Tracks the begin of each uncommitted transaction of one writer. For one thread.
 *
 * <p>A transaction begins here with its first message, which is before the broker starts its timeout. So no transaction is older at the
 * broker than here. The clock is monotonic: a change of the system time does not affect ages.
 */
final class UncommittedTransactions {
    private final LongSupplier nanoTime;
    private final Map<String, Long> beginNanos = new HashMap<>();
    private boolean open;
    private long openedNanos;

    UncommittedTransactions(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Records that a message is about to be written. */
    void beforeWrite() {
        if (!open) {
            open = true;
            openedNanos = nanoTime.getAsLong();
        }
    }

    /** Records the id of the transaction of all messages so far. */
    void precommitted(String transactionalId) {
        beginNanos.put(transactionalId, openedNanos);
    }

    /** Records that further messages belong to another transaction. */
    void transactionEnded() {
        open = false;
    }

    /** Removes all transactions that are not in {@code uncommitted}. */
    void retain(Collection<String> uncommitted) {
        beginNanos.keySet().retainAll(uncommitted);
    }

    /** Returns the age of the oldest precommitted transaction. */
    Optional<Duration> oldestAge() {
        long now = nanoTime.getAsLong();
        // Compare differences of nano times: they may overflow.
        return beginNanos.values().stream()
                .map(begin -> Duration.ofNanos(now - begin))
                .max(Duration::compareTo);
    }
}
