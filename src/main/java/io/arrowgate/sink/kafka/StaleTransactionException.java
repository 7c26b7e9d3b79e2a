package io.arrowgate.sink.kafka;

import java.io.IOException;
import java.time.Duration;

/**
 * Reports that a checkpoint would commit a transaction that the broker may abort before. The job restarts from its last completed
 * checkpoint and writes the messages again, so none are missing.
 */
final class StaleTransactionException extends IOException {
    StaleTransactionException(String topic, Duration age, Duration limit) {
        super(
                ("topic '%s': a transaction is uncommitted for %d ms, which is more than the %d ms that kafka.transaction-timeout and"
                                + " checkpoint.interval leave for it, because no checkpoint could complete. The job restarts from its last"
                                + " completed checkpoint and writes the messages again; no action is needed. The usual reason is that"
                                + " ClickHouse or the checkpoint storage was unavailable")
                        .formatted(topic, age.toMillis(), limit.toMillis()));
    }
}
