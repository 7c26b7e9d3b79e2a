package io.arrowgate.sink.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Tracks when the transactions of one writer began that are not committed yet. For one thread.
 *
 * <p>A transaction begins with its first message. That is before the broker learns of it, so no transaction is older at the broker
 * than here. The clock is monotonic: an adjusted system time changes no age.
 */
final class UncommittedTransactions {
    private final LongSupplier nanoTime;
    private final Map<String, Long> beginNanos = new HashMap<>();
    private boolean open;
    private long openedNanos;

    UncommittedTransactions(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Notes that a message is about to be written. */
    void beforeWrite() {
        if (!open) {
            open = true;
            openedNanos = nanoTime.getAsLong();
        }
    }

    /** Notes that all messages so far belong to this transaction, and further ones to another. */
    void precommitted(String transactionalId) {
        beginNanos.put(transactionalId, openedNanos);
    }

    /** Notes that further messages belong to another transaction. */
    void transactionEnded() {
        open = false;
    }

    /** Forgets those that have been committed. */
    void retain(Collection<String> uncommitted) {
        beginNanos.keySet().retainAll(uncommitted);
    }

    /** Age of the oldest transaction that has been precommitted. */
    Optional<Duration> oldestAge() {
        long now = nanoTime.getAsLong();
        // A difference of nano times is meaningful, their order is not.
        return beginNanos.values().stream()
                .map(begin -> Duration.ofNanos(now - begin))
                .max(Duration::compareTo);
    }
}
