package io.arrowgate.tools.verify;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.arrowgate.tools.verify.finding.StreamVerifyReport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reports the result of a verification.
 *
 * @param deep whether values were compared
 * @param streams by name, in the plan's order
 */
public record VerifyReport(boolean deep, Map<String, StreamVerifyReport> streams) {
    public VerifyReport {
        streams = Collections.unmodifiableMap(new LinkedHashMap<>(streams));
    }

    /** Returns whether all streams are consistent. */
    @JsonProperty
    public boolean isConsistent() {
        return streams.values().stream().allMatch(StreamVerifyReport::isConsistent);
    }
}
