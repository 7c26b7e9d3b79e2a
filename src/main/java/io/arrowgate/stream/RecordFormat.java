package io.arrowgate.stream;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a raw record's value is written. */
public enum RecordFormat {
    /** One JSON object a record. */
    @JsonProperty("json")
    JSON,
    /** One CSV line a record (RFC 4180), in one of the stream's layouts; a value that starts with a brace is read as JSON. */
    @JsonProperty("csv")
    CSV
}
