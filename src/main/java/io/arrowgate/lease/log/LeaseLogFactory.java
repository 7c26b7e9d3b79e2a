package io.arrowgate.lease.log;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.KafkaSettings;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;

/** Connects to the log of a job name. */
@FunctionalInterface
public interface LeaseLogFactory extends Serializable {
    /** How long one request to the broker may take. */
    Duration PATIENCE = Duration.ofSeconds(10);

    LeaseLog open() throws IOException;

    static LeaseLogFactory of(JobSettings settings) {
        KafkaSettings kafka = settings.kafka();
        String topic = settings.lease().topic();
        String jobName = settings.jobName();
        return () -> KafkaLeaseLog.open(kafka, topic, jobName, PATIENCE);
    }
}
