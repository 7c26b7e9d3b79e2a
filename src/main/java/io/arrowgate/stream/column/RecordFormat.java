package io.arrowgate.stream.column;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Lists the formats of raw records. */
public enum RecordFormat {
    /** One JSON object per record. */
    @JsonProperty("json")
    JSON,
    /**
     * One CSV line per record (RFC 4180), in one of the stream's layouts; a value that starts with a brace is read as
     * JSON.
     */
    @JsonProperty("csv")
    CSV,
    /** One point of the InfluxDB line protocol per record; tags and fields are raw fields with their names. */
    @JsonProperty("influx")
    INFLUX;

    /** Raw field with the measurement of a line. InfluxDB reserves names that begin with an underscore. */
    public static final String MEASUREMENT = "_measurement";

    /** Raw field with the time of a line, or that of the Kafka record if the line has none. */
    public static final String TIME = "_time";
}
