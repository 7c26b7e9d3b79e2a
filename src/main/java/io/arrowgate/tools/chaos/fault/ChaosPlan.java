package io.arrowgate.tools.chaos.fault;

import java.time.Duration;
import java.util.List;

/**
 * Describes a chaos run.
 *
 * @param faults in this order
 * @param seed determines the order of the events
 * @param plainTables whether the tables have the engine MergeTree, which never collapses duplicates
 * @param deduplicationWindow of the tables, in blocks
 * @param eventsPerSecond of both streams together
 * @param parallelism of the job
 * @param taskManagers of two slots each
 * @param replicas of ClickHouse, 1 or 2
 * @param quietStream whether no events come during an outage
 * @param timeLimit after which the run fails
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
            throw new IllegalArgumentException("replicas: '%d' is not supported; give 1 or 2".formatted(replicas));
        }
        if (replicas == 2 && plainTables) {
            throw new IllegalArgumentException(
                    "replicas: 2 replicas and plain MergeTree tables exclude each other; use the default engine or 1 replica");
        }
    }

    /** Returns whether the run tests the backlog of a long ClickHouse outage instead of faults in single inserts. */
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
