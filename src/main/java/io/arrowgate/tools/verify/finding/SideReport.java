package io.arrowgate.tools.verify.finding;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * Reports how one side, the table or the Arrow topic, compares with the raw topic.
 *
 * @param rows rows of the raw topic's offsets between the two points, including duplicates
 * @param distinctRows the same without duplicates
 * @param findings by kind; kinds without offsets are absent
 * @param alteredRows rows with a wrong value; 0 unless the check was deep
 * @param altered their wrong cells, at most {@link SideReportBuilder#MAX_ALTERED}
 */
public record SideReport(
        long rows,
        long distinctRows,
        Map<Finding, FindingOffsets> findings,
        long alteredRows,
        List<AlteredCell> altered) {
    public SideReport {
        findings = Map.copyOf(findings);
        altered = List.copyOf(altered);
        if (distinctRows > rows) {
            throw new IllegalArgumentException("distinctRows: %d of %d rows".formatted(distinctRows, rows));
        }
    }

    /** Returns the offsets of a finding. */
    public FindingOffsets found(Finding finding) {
        return findings.getOrDefault(finding, FindingOffsets.NONE);
    }

    /** Returns whether no rows are missing, duplicated, altered or of unknown origin. */
    @JsonProperty("well")
    public boolean isConsistent() {
        return alteredRows == 0 && findings.keySet().stream().noneMatch(Finding::isDifference);
    }
}
