package io.arrowgate.tools.bench.run;

/**
 * What the alerts of many series cost in state.
 *
 * @param backend Flink's name of the state backend
 * @param series how many
 * @param eventsPerSecond while the series were read, to the last row in ClickHouse
 * @param stateBytes of a checkpoint, what the alerts keep
 * @param writtenBytes of that checkpoint, what was not in the one before
 * @param checkpointMillis how long the checkpoint took, end to end, with nothing to read
 * @param heapBytes in use after a collection, of the whole job
 */
public record AlertStateMeasurement(
        String backend,
        long series,
        double eventsPerSecond,
        long stateBytes,
        long writtenBytes,
        long checkpointMillis,
        long heapBytes) {}
