package io.arrowgate.sink.kafka;

import io.arrowgate.config.KafkaSettings.OnLostTransaction;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits Kafka transactions with the connector's committer and detects lost ones. The connector only logs a transaction that it cannot
 * commit, whether it was committed before or aborted by the broker.
 */
final class TransactionCommitter implements Committer<KafkaCommittable> {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionCommitter.class);

    private final Committer<KafkaCommittable> connector;
    private final String topic;
    private final OnLostTransaction onLost;
    private final TransactionOutcomeLookup outcomes;

    TransactionCommitter(
            Committer<KafkaCommittable> connector,
            String topic,
            OnLostTransaction onLost,
            TransactionOutcomeLookup outcomes) {
        this.connector = connector;
        this.topic = topic;
        this.onLost = onLost;
        this.outcomes = outcomes;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) throws IOException, InterruptedException {
        List<RecordedRequest> recorded =
                requests.stream().map(RecordedRequest::new).toList();
        connector.commit(List.copyOf(recorded));
        for (RecordedRequest request : recorded) {
            if (request.failure != null) {
                resolve(request);
            }
        }
    }

    private void resolve(RecordedRequest failed) throws IOException, InterruptedException {
        if (outcomes.wasCommitted(failed.getCommittable())) {
            failed.signalAlreadyCommitted();
            return;
        }
        LostTransactionException lost =
                new LostTransactionException(topic, failed.getCommittable().getTransactionalId(), failed.failure);
        if (onLost == OnLostTransaction.FAIL) {
            throw lost;
        }
        LOG.warn("Continuing, as kafka.on-lost-transaction=continue: {}", lost.getMessage());
        failed.request.signalFailedWithKnownReason(lost);
    }

    @Override
    public void close() throws Exception {
        connector.close();
    }

    /** Records the failure that the connector reports to Flink. */
    private static final class RecordedRequest implements CommitRequest<KafkaCommittable> {
        private final CommitRequest<KafkaCommittable> request;
        private Throwable failure;

        RecordedRequest(CommitRequest<KafkaCommittable> request) {
            this.request = request;
        }

        @Override
        public KafkaCommittable getCommittable() {
            return request.getCommittable();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        /** The connector uses known reasons only for transactions that have ended. */
        @Override
        public void signalFailedWithKnownReason(Throwable cause) {
            failure = cause;
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable cause) {
            // The broker's error for an id that was not used for transactional.id.expiration.ms, 7 days by default.
            if (ExceptionUtils.findThrowable(cause, InvalidPidMappingException.class)
                    .isPresent()) {
                failure = cause;
            } else {
                request.signalFailedWithUnknownReason(cause);
            }
        }

        @Override
        public void retryLater() {
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable committable) {
            request.updateAndRetryLater(committable);
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }
    }

    /**
     * Reports that the broker has aborted a transaction of the restored state. A restart would not help, so Flink does not restart the job: an
     * operator has to decide.
     */
    @ThrowableAnnotation(ThrowableType.NonRecoverableError)
    static final class LostTransactionException extends IOException {
        LostTransactionException(String topic, String transaction, Throwable cause) {
            super(
                    ("topic '%s': the broker has aborted transaction %s of the restored state, or does not know it any more. If the job"
                                    + " was down for longer than kafka.transaction-timeout, its messages are missing in this topic;"
                                    + " ClickHouse is not affected. If the state is older than a week, it was probably committed. To"
                                    + " continue, start with --kafka.on-lost-transaction=continue; './arrowgate verify' lists missing"
                                    + " batches")
                            .formatted(topic, transaction),
                    cause);
        }
    }
}
