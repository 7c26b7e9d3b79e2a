package io.arrowgate.tools.chaos.check;

import io.arrowgate.archive.RowDigest;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.StreamVerifyReport;

/**
 * Compares the raw records of one stream with its rows and dead letters.
 *
 * @param records in the raw topic
 * @param events in the records: a record is one event, or an array of them
 * @param expected rows, computed from the raw records
 * @param rows of the table without FINAL
 * @param rowsFinal of the table with FINAL; equals {@code rows} if its engine does not support FINAL
 * @param undecodable positions of the events that cannot be decoded
 * @param deadLetters positions of the events in the dead letters
 * @param gone number of rows that only a dropped table had; {@code rows} includes them
 * @param goneRecords number of records with such rows
 */
public record StreamOutcome(
        long records,
        long events,
        RowDigest expected,
        RowDigest rows,
        RowDigest rowsFinal,
        RowDigest undecodable,
        RowDigest deadLetters,
        long gone,
        long goneRecords) {
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
                && report.table().found(Finding.MISSING).offsets() == goneRecords;
    }
}
