package io.arrowgate.tools.live.sample;

import java.util.Map;

/**
 * What the job counts, by stream. A number that it does not have yet is absent.
 *
 * @param state as Flink names it
 * @param streams by stream, the sums over all subtasks since these started, by metric
 */
public record JobCounters(String state, Map<String, Map<String, Double>> streams) {
    static final String ROWS = "rows";
    static final String BATCHES = "batches";
    static final String BYTES = "encodedBytes";
    static final String DEAD_LETTERS = "deadLetters";
    /** Records that the source has not read yet. */
    static final String LAG = "pendingRecords";

    public JobCounters {
        streams = Map.copyOf(streams);
    }

    /** A number of a stream; null if there is none. */
    Double of(String stream, String metric) {
        return streams.getOrDefault(stream, Map.of()).get(metric);
    }
}
