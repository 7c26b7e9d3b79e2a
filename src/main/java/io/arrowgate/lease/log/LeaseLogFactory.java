package io.arrowgate.lease.log;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.KafkaSettings;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;

/** Connects to the lease log of a job name. */
@FunctionalInterface
public interface LeaseLogFactory extends Serializable {
    /** Time limit of one request to the broker. */
    Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    LeaseLog open() throws IOException;

    /** Returns the factory for the log of the settings' job name. */
    static LeaseLogFactory of(JobSettings settings) {
        KafkaSettings kafka = settings.kafka();
        String topic = settings.lease().topic();
        String jobName = settings.jobName();
        return () -> KafkaLeaseLog.open(kafka, topic, jobName, REQUEST_TIMEOUT);
    }
}
