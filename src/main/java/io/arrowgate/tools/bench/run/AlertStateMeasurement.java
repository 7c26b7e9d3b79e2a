package io.arrowgate.tools.bench.run;

/**
 * Describes the size of the alert state of many series.
 *
 * @param backend Flink's name of the state backend
 * @param series number of series
 * @param eventsPerSecond from the first event to the last row in ClickHouse
 * @param stateBytes alert state in a checkpoint
 * @param writtenBytes of that state, the bytes that the previous checkpoint did not contain
 * @param checkpointMillis duration of the checkpoint, end to end, without input
 * @param heapBytes heap of the whole job in use after a garbage collection
 */
public record AlertStateMeasurement(
        String backend,
        long series,
        double eventsPerSecond,
        long stateBytes,
        long writtenBytes,
        long checkpointMillis,
        long heapBytes) {}
