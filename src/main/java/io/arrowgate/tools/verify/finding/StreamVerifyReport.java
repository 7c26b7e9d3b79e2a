package io.arrowgate.tools.verify.finding;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * Reports the comparison of one stream between two points.
 *
 * @param topicId Kafka's id of the raw topic
 * @param rawRecords number of records in the raw topic
 * @param deadLetters number of raw records that are dead letters
 * @param table the ClickHouse table, without FINAL
 * @param arrow the Arrow topic
 * @param otherTopics rows of the table with other topic ids: the raw topic was recreated, or several topics feed the table.
 *     They are not compared
 */
public record StreamVerifyReport(
        String topicId,
        long rawRecords,
        long deadLetters,
        SideReport table,
        SideReport arrow,
        Map<String, Long> otherTopics) {
    public StreamVerifyReport {
        otherTopics = Map.copyOf(otherTopics);
    }

    /** Returns whether both sides are consistent with the raw topic. */
    @JsonProperty("well")
    public boolean isConsistent() {
        return table.isConsistent() && arrow.isConsistent();
    }
}
