package io.arrowgate.stream.column;

import static io.arrowgate.stream.column.DefinitionChecks.check;
import static io.arrowgate.stream.column.DefinitionChecks.orElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Describes the event-time column and the plausible range of its times. A record outside the range is a dead letter, so
 * that one wrong clock cannot create a partition in the year 3000.
 *
 * <p>The range depends on the record alone, never on the wall clock, so that a record is always decoded the same way.
 *
 * @param column the timestamp column
 * @param earliest first plausible instant, inclusive
 * @param latest end of the plausible range, exclusive
 * @param maxAhead how far the event time may be ahead of the raw record's own timestamp, if it has one
 */
public record EventTimeDefinition(String column, Instant earliest, Instant latest, Duration maxAhead)
        implements Serializable {
    private static final Instant TABLE_EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant TABLE_END = Instant.parse("2300-01-01T00:00:00Z");

    public EventTimeDefinition(
            @JsonProperty("column") String column,
            @JsonProperty("earliest") Instant earliest,
            @JsonProperty("latest") Instant latest,
            @JsonProperty("max-ahead") Duration maxAhead) {
        this.column = DefinitionChecks.columnName("event-time.column", column);
        this.earliest = orElse(earliest, Instant.parse("2000-01-01T00:00:00Z"));
        this.latest = orElse(latest, Instant.parse("2100-01-01T00:00:00Z"));
        this.maxAhead = orElse(maxAhead, Duration.ofDays(7));
        check(
                !this.earliest.isBefore(TABLE_EARLIEST),
                "event-time.earliest",
                this.earliest,
                "is before 1900-01-01T00:00:00Z, where ClickHouse's DateTime64 begins");
        check(
                !this.latest.isAfter(TABLE_END),
                "event-time.latest",
                this.latest,
                "is after 2300-01-01T00:00:00Z, where ClickHouse's DateTime64 ends");
        check(this.earliest.isBefore(this.latest), "event-time.earliest", this.earliest, "is not before latest");
        check(!this.maxAhead.isNegative(), "event-time.max-ahead", this.maxAhead, "is negative");
    }
}
