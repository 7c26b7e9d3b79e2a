package io.arrowgate.sink.kafka;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.lease.LeaseGuard;
import io.arrowgate.stream.StreamDefinition;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;

/** Builds the sink that writes a stream's micro-batches unchanged to its Arrow topic, exactly once. */
public final class ArrowTopicSink {
    private ArrowTopicSink() {}

    /**
     * Builds the sink. Transactional ids start with {@code jobName}, so that jobs with different names do not conflict.
     *
     * @param maxTransactionAge maximum age of an uncommitted transaction at a checkpoint
     * @param leaseGuard verified before transactional ids are used
     */
    public static Sink<MicroBatch> of(
            KafkaSettings settings,
            StreamDefinition stream,
            String jobName,
            Duration maxTransactionAge,
            LeaseGuard leaseGuard) {
        return ExactlyOnceSinkFactory.sink(
                settings,
                stream.arrow().topic(),
                jobName + "-arrow-" + stream.name(),
                new MicroBatchSerializationSchema(stream.arrow()),
                maxTransactionAge,
                leaseGuard);
    }
}
