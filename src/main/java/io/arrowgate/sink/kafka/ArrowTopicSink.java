package io.arrowgate.sink.kafka;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.lease.LeaseGuard;
import io.arrowgate.stream.StreamDefinition;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;

/** Builds the sink that writes a stream's micro-batches back to Kafka, their very bytes, exactly once. */
public final class ArrowTopicSink {
    private ArrowTopicSink() {}

    /**
     * The sink; transactional ids derive from {@code jobName}, so that the same jar can run twice beside itself.
     *
     * @param maxTransactionAge of an uncommitted transaction when a checkpoint is taken
     * @param guard verified before transactional ids are used
     */
    public static Sink<MicroBatch> of(
            KafkaSettings settings,
            StreamDefinition stream,
            String jobName,
            Duration maxTransactionAge,
            LeaseGuard guard) {
        return ExactlyOnceSinkFactory.sink(
                settings,
                stream.arrow().topic(),
                jobName + "-arrow-" + stream.name(),
                new MicroBatchSerializationSchema(stream.arrow()),
                maxTransactionAge,
                guard);
    }
}
