package io.arrowgate.stream;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Lists Arrow's two IPC framings. */
public enum ArrowFraming {
    /** The streaming format: schema, dictionaries, record batch, end. */
    @JsonProperty("stream")
    STREAM("application/vnd.apache.arrow.stream"),
    /** The random-access format, with a footer, for readers that open IPC files. */
    @JsonProperty("file")
    FILE("application/vnd.apache.arrow.file");

    private final String contentType;

    ArrowFraming(String contentType) {
        this.contentType = contentType;
    }

    /** Returns the media type registered with IANA. */
    public String contentType() {
        return contentType;
    }
}
