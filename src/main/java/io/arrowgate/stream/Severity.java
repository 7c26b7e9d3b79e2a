package io.arrowgate.stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How much an alert matters. */
public enum Severity {
    @JsonProperty("info")
    INFO,
    @JsonProperty("warning")
    WARNING,
    @JsonProperty("critical")
    CRITICAL;

    /** As in definitions and in what is written: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
