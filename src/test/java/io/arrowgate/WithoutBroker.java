package io.arrowgate;

import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.StreamDefinition;

/** The real sources and sinks, which connect only when they run; the one question that is asked before has its answer here. */
final class WithoutBroker extends DelegatingConnectors {
    private final int partitions;

    WithoutBroker(JobSettings settings, int partitions) {
        super(settings);
        this.partitions = partitions;
    }

    @Override
    public int partitions(StreamDefinition stream) {
        return partitions;
    }
}
