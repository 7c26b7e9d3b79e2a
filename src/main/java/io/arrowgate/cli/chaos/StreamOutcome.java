package io.arrowgate.cli.chaos;

/**
 * What became of one stream's raw records.
 *
 * @param records in the raw topic
 * @param expected rows, as the raw records have them
 * @param rows of the table as it is
 * @param rowsFinal of the table with FINAL; the same as {@code rows} if its engine has no FINAL
 * @param undecodable places of the raw records that are no event
 * @param deadLetters places of the raw records that dead letters name
 */
public record StreamOutcome(
        long records, Digest expected, Digest rows, Digest rowsFinal, Digest undecodable, Digest deadLetters) {
    boolean isExact() {
        return rows.equals(expected) && rowsFinal.equals(expected) && deadLetters.equals(undecodable);
    }
}
