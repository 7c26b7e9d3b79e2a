package io.arrowgate.sink.kafka;

import io.arrowgate.config.KafkaSettings;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.lease.LeaseGuard;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;

/** Builds the sink that keeps dead letters, exactly once like everything else. */
public final class DeadLetterSink {
    private DeadLetterSink() {}

    /**
     * The sink; transactional ids derive from {@code jobName}, so that the same jar can run twice beside itself.
     *
     * @param maxTransactionAge of an uncommitted transaction when a checkpoint is taken
     * @param guard verified before transactional ids are used
     */
    public static Sink<DeadLetter> of(
            KafkaSettings settings, String jobName, Duration maxTransactionAge, LeaseGuard guard) {
        DeadLetterSerializationSchema schema =
                new DeadLetterSerializationSchema(settings.deadLettersTopic(), settings.deadLetterMaxBytes());
        return ExactlyOnceSinkFactory.sink(
                settings, settings.deadLettersTopic(), jobName + "-dead-letters", schema, maxTransactionAge, guard);
    }
}
