package io.arrowgate.tools.verify.finding;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * The account of one stream between two points.
 *
 * @param topicId Kafka's id of the raw topic
 * @param rawRecords records that the raw topic has
 * @param deadLetters raw records that are dead letters
 * @param table the ClickHouse table, without FINAL
 * @param arrow the Arrow topic
 * @param otherTopics rows of the table by other topic ids than the raw topic's: it was made anew, or several topics feed the
 *     table; they are not compared
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

    /** Whether both sides are as they should be. */
    @JsonProperty
    public boolean isWell() {
        return table.isWell() && arrow.isWell();
    }
}
