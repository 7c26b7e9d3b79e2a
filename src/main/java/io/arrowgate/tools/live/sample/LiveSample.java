package io.arrowgate.tools.live.sample;

import java.util.Map;

/**
 * What the line is like at one moment.
 *
 * @param time milliseconds since 1970
 * @param job whether Flink answers
 * @param jobState as Flink names it; null before it has answered
 * @param clickHouse whether ClickHouse answers
 * @param streams by name
 */
public record LiveSample(
        long time, Answering job, String jobState, Answering clickHouse, Map<String, StreamStats> streams) {
    /**
     * Whether a server answers.
     *
     * @param now whether it did when it was asked last, and not long ago
     * @param last when it did, milliseconds since 1970; 0 if it never did
     */
    public record Answering(boolean now, long last) {}
}
