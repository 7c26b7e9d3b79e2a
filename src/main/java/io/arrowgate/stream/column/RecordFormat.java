package io.arrowgate.stream.column;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a raw record's value is written. */
public enum RecordFormat {
    /** One JSON object a record. */
    @JsonProperty("json")
    JSON,
    /** One CSV line a record (RFC 4180), in one of the stream's layouts; a value that starts with a brace is read as JSON. */
    @JsonProperty("csv")
    CSV,
    /** One point of InfluxDB's line protocol a record; tags and fields go by their names. */
    @JsonProperty("influx")
    INFLUX;

    /** The raw field that is a line's measurement. InfluxDB keeps names that begin with an underscore for itself. */
    public static final String MEASUREMENT = "_measurement";

    /** The raw field that is a line's time, or the Kafka record's where a line has none. */
    public static final String TIME = "_time";
}
