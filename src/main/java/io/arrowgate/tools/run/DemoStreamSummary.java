package io.arrowgate.tools.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Summarizes one stream of a demo run.
 *
 * @param produced records in the raw topic
 * @param rows rows in ClickHouse, without FINAL
 * @param missing records that are neither rows nor dead letters
 * @param duplicated rows and dead letters in excess of one per record
 * @param deadLetters records that could not be decoded
 * @param batches micro-batches in the Arrow topic
 * @param arrowRows rows in them
 * @param bytesPerRow mean encoded size, bytes
 * @param freshnessMs median, while events flowed, of now minus the Kafka timestamp of the newest row's record,
 *     milliseconds
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DemoStreamSummary(
        long produced,
        long rows,
        long missing,
        long duplicated,
        long deadLetters,
        long batches,
        long arrowRows,
        double bytesPerRow,
        long freshnessMs) {

    /** Returns whether each record is one row or one dead letter, and each row is in the Arrow topic. */
    @JsonProperty("whole")
    public boolean isComplete() {
        return missing == 0 && duplicated == 0 && arrowRows == rows;
    }
}
