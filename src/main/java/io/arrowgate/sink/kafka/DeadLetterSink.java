package io.arrowgate.sink.kafka;

import io.arrowgate.config.KafkaSettings;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.lease.LeaseGuard;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;

/** Builds the sink that writes dead letters to their topic, exactly once. */
public final class DeadLetterSink {
    private DeadLetterSink() {}

    /**
     * Builds the sink. Transactional ids start with {@code jobName}, so that jobs with different names do not conflict.
     *
     * @param maxTransactionAge maximum age of an uncommitted transaction at a checkpoint
     * @param leaseGuard verified before transactional ids are used
     */
    public static Sink<DeadLetter> of(
            KafkaSettings settings, String jobName, Duration maxTransactionAge, LeaseGuard leaseGuard) {
        DeadLetterSerializationSchema schema =
                new DeadLetterSerializationSchema(settings.deadLettersTopic(), settings.deadLetterMaxBytes());
        return ExactlyOnceSinkFactory.sink(
                settings,
                settings.deadLettersTopic(),
                jobName + "-dead-letters",
                schema,
                maxTransactionAge,
                leaseGuard);
    }
}
