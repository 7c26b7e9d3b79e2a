package io.arrowgate.sink;

import io.arrowgate.config.KafkaSettings.OnLostTransaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits Kafka transactions as the connector does, but lets none be lost in silence: the connector only logs that the broker
 * has ended one.
 */
final class TransactionCommitter implements Committer<KafkaCommittable> {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionCommitter.class);

    private final Committer<KafkaCommittable> connector;
    private final String topic;
    private final OnLostTransaction onLost;

    TransactionCommitter(Committer<KafkaCommittable> connector, String topic, OnLostTransaction onLost) {
        this.connector = connector;
        this.topic = topic;
        this.onLost = onLost;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) throws IOException, InterruptedException {
        List<LostTransactionException> lost = new ArrayList<>();
        connector.commit(requests.stream()
                .<CommitRequest<KafkaCommittable>>map(request -> new Watched(request, lost))
                .toList());
        if (lost.isEmpty()) {
            return;
        }
        if (onLost == OnLostTransaction.FAIL) {
            throw lost.get(0);
        }
        lost.forEach(one -> LOG.warn("Going on as kafka.on-lost-transaction says: {}", one.getMessage()));
    }

    @Override
    public void close() throws Exception {
        connector.close();
    }

    /** Hears what the connector tells Flink. */
    private final class Watched implements CommitRequest<KafkaCommittable> {
        private final CommitRequest<KafkaCommittable> request;
        private final List<LostTransactionException> lost;

        Watched(CommitRequest<KafkaCommittable> request, List<LostTransactionException> lost) {
            this.request = request;
            this.lost = lost;
        }

        @Override
        public KafkaCommittable getCommittable() {
            return request.getCommittable();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        /** The connector's reasons are those of a transaction that was ended by others. */
        @Override
        public void signalFailedWithKnownReason(Throwable cause) {
            lost.add(new LostTransactionException(topic, getCommittable().getTransactionalId(), cause));
            request.signalFailedWithKnownReason(cause);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable cause) {
            // What the broker says of an id that nobody used for transactional.id.expiration.ms, 7 days by default.
            if (ExceptionUtils.findThrowable(cause, InvalidPidMappingException.class)
                    .isPresent()) {
                signalFailedWithKnownReason(cause);
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
