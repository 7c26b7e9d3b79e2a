package io.arrowgate.tools.live.sample;

import java.util.Map;

/**
 * Holds the job's counters by stream. A counter that does not exist yet is absent.
 *
 * @param state as Flink names it
 * @param failure why it is not running, in one line; empty for a running job and before the first failure
 * @param failuresUrl page of Flink's web UI that lists the job's failures
 * @param streams sums over all subtasks since their start, by stream and metric; {@link #ALL_STREAMS} for a metric without a stream
 */
public record JobCounters(String state, String failure, String failuresUrl, Map<String, Map<String, Double>> streams) {
    static final String ALL_STREAMS = "";

    static final String ROWS = "rows";
    static final String BATCHES = "batches";
    static final String BYTES = "encodedBytes";
    static final String DEAD_LETTERS = "deadLetters";
    static final String PENDING = "pendingBatches";
    static final String IN_FLIGHT = "inFlightInserts";
    /** Records that the source has not read yet; a metric of Flink's Kafka source. */
    static final String LAG = "pendingRecords";

    static final String REPORT_LAG = "reportLagSeconds";

    public JobCounters {
        streams = Map.copyOf(streams);
    }

    /** Returns how far the derived tables of reports are behind, in seconds; null without reports. */
    public Double reportLagSeconds() {
        return of(ALL_STREAMS, REPORT_LAG);
    }

    /** Returns a counter of a stream; null if it is absent. */
    Double of(String stream, String metric) {
        return streams.getOrDefault(stream, Map.of()).get(metric);
    }
}
