package io.arrowgate.tools.chaos.check;

import io.arrowgate.archive.RowDigest;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.StreamVerifyReport;

/**
 * Compares the raw records of one stream with its rows and dead letters.
 *
 * @param records in the raw topic
 * @param expected rows, computed from the raw records
 * @param rows of the table without FINAL
 * @param rowsFinal of the table with FINAL; equals {@code rows} if its engine does not support FINAL
 * @param undecodable positions of the raw records that are not events
 * @param deadLetters positions of the raw records in the dead letters
 * @param gone number of rows that only a dropped table had; {@code rows} includes them
 */
public record StreamOutcome(
        long records,
        RowDigest expected,
        RowDigest rows,
        RowDigest rowsFinal,
        RowDigest undecodable,
        RowDigest deadLetters,
        long gone) {
    public boolean isExact() {
        return rows.equals(expected) && rowsFinal.equals(expected) && deadLetters.equals(undecodable);
    }

    /** Returns whether the rows of the dropped table explain every difference in the report. */
    public boolean explains(StreamVerifyReport report) {
        boolean onlyMissing = report.table().findings().keySet().stream()
                .allMatch(finding -> finding == Finding.MISSING || !finding.isDifference());
        return report.arrow().isConsistent()
                && report.table().alteredRows() == 0
                && onlyMissing
                && report.table().found(Finding.MISSING).offsets() == gone;
    }
}
