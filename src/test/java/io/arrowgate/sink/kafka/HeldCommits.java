package io.arrowgate.sink.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A Kafka sink of the job whose committer waits until it is interrupted instead of committing a transaction.
 *
 * @param attempts how many attempts of a task do that
 */
public record HeldCommits<T>(ExactlyOnceKafkaSink<T> sink, int attempts)
        implements TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable> {

    public static <T> Sink<T> of(Sink<T> sink) {
        return new HeldCommits<>((ExactlyOnceKafkaSink<T>) sink, Integer.MAX_VALUE);
    }

    public static <T> Sink<T> untilRestart(Sink<T> sink) {
        return new HeldCommits<>((ExactlyOnceKafkaSink<T>) sink, 1);
    }

    @Override
    public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> createWriter(
            WriterInitContext context) throws IOException {
        return sink.createWriter(context);
    }

    @Override
    public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> recoveredState) throws IOException {
        return sink.restoreWriter(context, recoveredState);
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        return context.getTaskInfo().getAttemptNumber() < attempts ? new Held() : sink.createCommitter(context);
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    private static final class Held implements Committer<KafkaCommittable> {
        @Override
        public void commit(Collection<CommitRequest<KafkaCommittable>> requests) throws InterruptedException {
            if (!requests.isEmpty()) {
                new CountDownLatch(1).await();
            }
        }

        @Override
        public void close() {}
    }
}
