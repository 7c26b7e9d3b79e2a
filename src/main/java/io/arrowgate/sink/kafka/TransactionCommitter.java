package io.arrowgate.sink.kafka;

import io.arrowgate.config.KafkaSettings.OnLostTransaction;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits Kafka transactions as the connector does, but lets none be lost in silence: the connector only logs that it cannot
 * commit one, be it that it was committed before or that the broker has aborted it.
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
        List<Watched> watched = requests.stream().map(Watched::new).toList();
        connector.commit(List.copyOf(watched));
        for (Watched request : watched) {
            if (request.failure != null) {
                settle(request);
            }
        }
    }

    private void settle(Watched failed) throws IOException, InterruptedException {
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

    /** Hears what the connector tells Flink. */
    private static final class Watched implements CommitRequest<KafkaCommittable> {
        private final CommitRequest<KafkaCommittable> request;
        private Throwable failure;

        Watched(CommitRequest<KafkaCommittable> request) {
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

        /** The connector's reasons are those of a transaction that has ended. */
        @Override
        public void signalFailedWithKnownReason(Throwable cause) {
            failure = cause;
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable cause) {
            // What the broker says of an id that nobody used for transactional.id.expiration.ms, 7 days by default.
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
}
