package io.arrowgate.sink.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.internal.CheckpointTransaction;

/**
 * Fails the task at a checkpoint that would commit a transaction older than the limit, because the broker may abort it before. The limit
 * includes transactions of earlier failed checkpoints, which are committed with the next completed one.
 *
 * <p>The check runs in the synchronous part of the snapshot. An exception there fails the task, and so the checkpoint cannot complete.
 */
final class TransactionAgeLimitedWriter<T>
        implements PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> {
    private final PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> connector;
    private final String topic;
    private final Duration maxAge;
    private final UncommittedTransactions transactions;

    TransactionAgeLimitedWriter(
            PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> connector,
            String topic,
            Duration maxAge,
            UncommittedTransactions transactions) {
        this.connector = connector;
        this.topic = topic;
        this.maxAge = maxAge;
        this.transactions = transactions;
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
        transactions.beforeWrite();
        connector.write(element, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        connector.flush(endOfInput);
    }

    @Override
    public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
        connector.writeWatermark(watermark);
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
        Collection<KafkaCommittable> committables = connector.prepareCommit();
        committables.forEach(committable -> transactions.precommitted(committable.getTransactionalId()));
        transactions.transactionEnded();
        return committables;
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
        List<KafkaWriterState> states = connector.snapshotState(checkpointId);
        transactions.retain(uncommitted(states));
        Duration age = transactions.oldestAge().orElse(Duration.ZERO);
        if (age.compareTo(maxAge) > 0) {
            throw new StaleTransactionException(topic, age, maxAge);
        }
        return states;
    }

    /** Returns the transactional ids that the connector's committer has not committed yet. */
    private static Set<String> uncommitted(List<KafkaWriterState> states) {
        return states.stream()
                .flatMap(state -> state.getPrecommittedTransactionalIds().stream())
                .map(CheckpointTransaction::getTransactionalId)
                .collect(Collectors.toSet());
    }

    @Override
    public void close() throws Exception {
        connector.close();
    }

    /**
     * Reports that a checkpoint would commit a transaction that the broker may abort before. The job restarts from its last completed
     * checkpoint and writes the messages again, so none are missing.
     */
    static final class StaleTransactionException extends IOException {
        StaleTransactionException(String topic, Duration age, Duration limit) {
            super(
                    ("topic '%s': a transaction is uncommitted for %d ms, which is more than the %d ms that kafka.transaction-timeout and"
                                    + " checkpoint.interval leave for it, because no checkpoint could complete. The job restarts from its last"
                                    + " completed checkpoint and writes the messages again; no action is needed. The usual reason is that"
                                    + " ClickHouse or the checkpoint storage was unavailable")
                            .formatted(topic, age.toMillis(), limit.toMillis()));
        }
    }
}
