package io.arrowgate.stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Ranks alerts by importance. */
public enum Severity {
    @JsonProperty("info")
    INFO,
    @JsonProperty("warning")
    WARNING,
    @JsonProperty("critical")
    CRITICAL;

    /** Returns the severity in lower case, as in definitions, JSON and the table. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
