package io.arrowgate.tools.chaos.check;

import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.StreamVerifyReport;

/**
 * What became of one stream's raw records.
 *
 * @param records in the raw topic
 * @param expected rows, as the raw records have them
 * @param rows of the table as it is
 * @param rowsFinal of the table with FINAL; the same as {@code rows} if its engine has no FINAL
 * @param undecodable places of the raw records that are no event
 * @param deadLetters places of the raw records that dead letters name
 * @param gone rows, which count as rows of the table, that went with a dropped table and are not in the recreated one
 */
public record StreamOutcome(
        long records,
        RowSetDigest expected,
        RowSetDigest rows,
        RowSetDigest rowsFinal,
        RowSetDigest undecodable,
        RowSetDigest deadLetters,
        long gone) {
    public boolean isExact() {
        return rows.equals(expected) && rowsFinal.equals(expected) && deadLetters.equals(undecodable);
    }

    /** Whether the report has no difference but the rows that went with a dropped table. */
    public boolean explains(StreamVerifyReport report) {
        boolean onlyMissing = report.table().findings().keySet().stream()
                .allMatch(finding -> finding == Finding.MISSING || !finding.isDifference());
        return report.arrow().isConsistent()
                && report.table().alteredRows() == 0
                && onlyMissing
                && report.table().found(Finding.MISSING).offsets() == gone;
    }
}
