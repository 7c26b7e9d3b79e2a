package io.arrowgate.tools.chaos.fault;

import io.arrowgate.tools.local.process.MachineSpeed;
import java.time.Duration;
import java.util.List;

/**
 * Describes a chaos run.
 *
 * @param faults in this order
 * @param seed determines the order of the events
 * @param engine of the tables
 * @param deduplicationWindow of the tables, in blocks
 * @param eventsPerSecond of both streams together
 * @param series number of devices of {@code sensors}
 * @param parallelism of the job
 * @param taskManagers of two slots each
 * @param replicas of ClickHouse, 1 or 2
 * @param quietStream whether no events come during an outage
 * @param timeLimit after which the run fails
 */
public record ChaosPlan(
        List<Fault> faults,
        long seed,
        TableEngine engine,
        int deduplicationWindow,
        double eventsPerSecond,
        int series,
        int parallelism,
        int taskManagers,
        int replicas,
        boolean quietStream,
        Duration timeLimit) {
    private static final Duration START_AND_END = Duration.ofMinutes(5);
    private static final Duration PER_FAULT = Duration.ofMinutes(1);

    /** Selects the engine of the tables. */
    public enum TableEngine {
        /** The job's default engine. Merges are disabled, because they would hide duplicates. */
        REPLACING_MERGE_TREE,
        /** An engine that never collapses rows. */
        MERGE_TREE;

        /** Returns the name that the option takes, such as {@code merge-tree}. */
        public String option() {
            return EnumNames.option(this);
        }
    }

    public ChaosPlan {
        faults = List.copyOf(faults);
        checkPositive("faults", faults.size());
        checkPositive("deduplication window", deduplicationWindow);
        checkPositive("rate", (long) eventsPerSecond);
        checkPositive("series", series);
        checkPositive("parallelism", parallelism);
        checkPositive("task managers", taskManagers);
        if (replicas != 1 && replicas != 2) {
            throw new IllegalArgumentException("replicas: '%d' is not supported; give 1 or 2".formatted(replicas));
        }
        if (replicas == 2 && engine == TableEngine.MERGE_TREE) {
            throw new IllegalArgumentException(
                    "replicas: 2 replicas and plain MergeTree tables exclude each other; use the default engine or 1 replica");
        }
    }

    /** Returns a time limit that allows for the duration of these faults and the speed of this machine. */
    public static Duration defaultTimeLimit(List<Fault> faults) {
        return MachineSpeed.scale(faults.stream().map(ChaosPlan::allowance).reduce(START_AND_END, Duration::plus));
    }

    private static Duration allowance(Fault fault) {
        return switch (fault.kind()) {
            case OUTAGE -> fault.length().multipliedBy(4);
            case SOAK -> fault.length().multipliedBy(2);
            default -> PER_FAULT;
        };
    }

    /** Returns whether the tables never collapse duplicates. */
    public boolean hasPlainTables() {
        return engine == TableEngine.MERGE_TREE;
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
