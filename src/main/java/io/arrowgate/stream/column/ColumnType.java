package io.arrowgate.stream.column;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Lists the types of columns; each has one Arrow type and one ClickHouse type. */
public enum ColumnType {
    /** UTF-8 text. */
    @JsonProperty("string")
    STRING,
    @JsonProperty("boolean")
    BOOLEAN,
    @JsonProperty("int32")
    INT32,
    @JsonProperty("int64")
    INT64,
    @JsonProperty("uint64")
    UINT64,
    @JsonProperty("float32")
    FLOAT32,
    @JsonProperty("float64")
    FLOAT64,
    /** Calendar date without a zone, as days since 1970-01-01. */
    @JsonProperty("date")
    DATE,
    /** Instant, as microseconds since 1970-01-01T00:00:00Z. */
    @JsonProperty("timestamp")
    TIMESTAMP,
    /** JSON text, as it is in the raw record. */
    @JsonProperty("json")
    JSON;

    /** Returns whether values are UTF-8 text. */
    public boolean isText() {
        return this == STRING || this == JSON;
    }

    /** Returns true for numbers, whole or not. */
    public boolean isNumeric() {
        return isInteger() || isFloat();
    }

    public boolean isInteger() {
        return this == INT32 || this == INT64 || this == UINT64;
    }

    public boolean isFloat() {
        return this == FLOAT32 || this == FLOAT64;
    }

    public boolean isTemporal() {
        return this == DATE || this == TIMESTAMP;
    }
}
