package io.arrowgate.sink.kafka;

import io.arrowgate.config.KafkaSettings.OnLostTransaction;
import io.arrowgate.lease.LeaseGuard;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Extends the Kafka connector's sink with the detection of lost transactions ({@link TransactionCommitter}), an age limit for transactions
 * ({@link TransactionAgeLimitedWriter}) and the lease guard. Its state is the connector's.
 *
 * @param connector exactly-once, to one topic
 * @param topic for messages
 * @param onLost reaction to a transaction of the restored state that the broker has aborted
 * @param outcomes looks up whether a transaction was committed
 * @param maxAge maximum age of an uncommitted transaction at a checkpoint
 * @param leaseGuard verified before a writer uses transactional ids, because that aborts the transactions of an earlier user
 */
record ExactlyOnceKafkaSink<T>(
        KafkaSink<T> connector,
        String topic,
        OnLostTransaction onLost,
        TransactionOutcomeLookup outcomes,
        Duration maxAge,
        LeaseGuard leaseGuard)
        implements TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable> {

    @Override
    public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> createWriter(
            WriterInitContext context) throws IOException {
        leaseGuard.verify();
        return ageLimited(connector.createWriter(context));
    }

    @Override
    public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> recoveredState) throws IOException {
        leaseGuard.verify();
        return ageLimited(connector.restoreWriter(context, recoveredState));
    }

    private TransactionAgeLimitedWriter<T> ageLimited(
            PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer) {
        return new TransactionAgeLimitedWriter<>(writer, topic, maxAge, new UncommittedTransactions(System::nanoTime));
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        return new TransactionCommitter(connector.createCommitter(context), topic, onLost, outcomes);
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return connector.getCommittableSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return connector.getWriterStateSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
        connector.addPostCommitTopology(committables);
    }
}
