package io.arrowgate.cli.chaos;

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
 * @param quietStream whether no events come during an outage
 * @param timeLimit after which the run has failed
 */
record ChaosPlan(
        List<Fault> faults,
        long seed,
        boolean plainTables,
        int deduplicationWindow,
        double eventsPerSecond,
        int parallelism,
        int taskManagers,
        boolean quietStream,
        Duration timeLimit) {
    ChaosPlan {
        faults = List.copyOf(faults);
        checkPositive("faults", faults.size());
        checkPositive("deduplication window", deduplicationWindow);
        checkPositive("rate", (long) eventsPerSecond);
        checkPositive("parallelism", parallelism);
        checkPositive("task managers", taskManagers);
    }

    /** Whether it is about the amount of events that come while ClickHouse is away, and not about single inserts. */
    boolean isOutage() {
        return faults.stream().anyMatch(fault -> fault.kind() == FaultKind.OUTAGE);
    }

    private static void checkPositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s: '%d' is too small; give 1 or more".formatted(name, value));
        }
    }
}
