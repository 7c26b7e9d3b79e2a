package io.arrowgate.tools.live.sample;

import java.util.Map;

/**
 * Describes the job and its tables at one moment.
 *
 * @param time milliseconds since 1970
 * @param job status of Flink
 * @param jobState Flink's name of the state; null before the first response
 * @param jobFailure why it is not running; empty for a running job, null before the first response
 * @param jobFailuresUrl page of Flink's web UI that lists its failures; null before the first response
 * @param reportLagSeconds how far the derived tables of reports are behind; null if unknown, or without reports
 * @param clickHouse status of ClickHouse
 * @param streams by name
 */
public record LiveSample(
        long time,
        ServerStatus job,
        String jobState,
        String jobFailure,
        String jobFailuresUrl,
        Double reportLagSeconds,
        ServerStatus clickHouse,
        Map<String, StreamStats> streams) {
    /**
     * Describes whether a server responds.
     *
     * @param now whether the last request succeeded, not long ago
     * @param last time of the last response, milliseconds since 1970; 0 if there was none
     */
    public record ServerStatus(boolean now, long last) {}
}
