package io.arrowgate.cli.chaos;

import io.arrowgate.cli.verify.Finding;
import io.arrowgate.cli.verify.StreamReport;

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
        Digest expected,
        Digest rows,
        Digest rowsFinal,
        Digest undecodable,
        Digest deadLetters,
        long gone) {
    boolean isExact() {
        return rows.equals(expected) && rowsFinal.equals(expected) && deadLetters.equals(undecodable);
    }

    /** Whether the report has no difference but the rows that went with a dropped table. */
    boolean explains(StreamReport report) {
        boolean onlyMissing = report.table().findings().keySet().stream()
                .allMatch(finding -> finding == Finding.MISSING || !finding.isDifference());
        return report.arrow().isWell()
                && report.table().alteredRows() == 0
                && onlyMissing
                && report.table().found(Finding.MISSING).offsets() == gone;
    }
}
