package io.arrowgate.tools.chaos.fault;

import java.time.Duration;
import java.util.List;

/**
 * What one run of chaos does.
 *
 * @param faults in this order
 * @param seed of the events' order
 * @param plainTables whether the tables are made with the engine MergeTree, which never collapses a repeat
 * @param deduplicationWindow of the tables, in blocks
 * @param eventsPerSecond of both streams together
 * @param parallelism of the job
 * @param taskManagers of two slots each
 * @param replicas of ClickHouse, 1 or 2
 * @param quietStream whether no events come during an outage
 * @param timeLimit after which the run has failed
 */
public record ChaosPlan(
        List<Fault> faults,
        long seed,
        boolean plainTables,
        int deduplicationWindow,
        double eventsPerSecond,
        int parallelism,
        int taskManagers,
        int replicas,
        boolean quietStream,
        Duration timeLimit) {
    public ChaosPlan {
        faults = List.copyOf(faults);
        checkPositive("faults", faults.size());
        checkPositive("deduplication window", deduplicationWindow);
        checkPositive("rate", (long) eventsPerSecond);
        checkPositive("parallelism", parallelism);
        checkPositive("task managers", taskManagers);
        if (replicas != 1 && replicas != 2) {
            throw new IllegalArgumentException("replicas: '%d' are not to be had; give 1 or 2".formatted(replicas));
        }
        if (replicas == 2 && plainTables) {
            throw new IllegalArgumentException("replicas: with 2 the engine of the tables is the job's own");
        }
    }

    /** Whether it is about the amount of events that come while ClickHouse is away, and not about single inserts. */
    public boolean isOutage() {
        return faults.stream().anyMatch(fault -> fault.kind() == FaultKind.OUTAGE);
    }

    public boolean isReplicated() {
        return replicas > 1;
    }

    private static void checkPositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s: '%d' is too small; give 1 or more".formatted(name, value));
        }
    }
}
