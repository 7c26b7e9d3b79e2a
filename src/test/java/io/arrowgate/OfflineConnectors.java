package io.arrowgate;

import io.arrowgate.config.JobSettings;
import io.arrowgate.lease.log.Lease;
import io.arrowgate.stream.StreamDefinition;
import java.time.Instant;

/** The real sources and sinks, which connect only when they run; the one question that is asked before has its answer here. */
final class OfflineConnectors extends DelegatingConnectors {
    private final int partitions;

    OfflineConnectors(JobSettings settings, int partitions) {
        super(settings, new Lease(settings.jobName(), "test", 0, Instant.EPOCH));
        this.partitions = partitions;
    }

    @Override
    public int partitions(StreamDefinition stream) {
        return partitions;
    }
}
