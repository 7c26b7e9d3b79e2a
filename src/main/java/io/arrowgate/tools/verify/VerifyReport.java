package io.arrowgate.tools.verify;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.arrowgate.tools.verify.finding.StreamVerifyReport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a verification found.
 *
 * @param deep whether values were compared, too
 * @param streams by name, in the plan's order
 */
public record VerifyReport(boolean deep, Map<String, StreamVerifyReport> streams) {
    public VerifyReport {
        streams = Collections.unmodifiableMap(new LinkedHashMap<>(streams));
    }

    /** Whether every raw record is accounted for once, everywhere. */
    @JsonProperty
    public boolean isConsistent() {
        return streams.values().stream().allMatch(StreamVerifyReport::isConsistent);
    }
}
