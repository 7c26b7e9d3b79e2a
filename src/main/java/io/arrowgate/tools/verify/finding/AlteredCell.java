package io.arrowgate.tools.verify.finding;

/**
 * Describes a cell whose value differs from its raw record.
 *
 * @param partition of the raw record
 * @param offset of the raw record
 * @param row position of the row in the raw record
 * @param column name of the column; a row with several wrong columns has one of these for each
 * @param expected the value of the raw record, as text; the word {@code null} if it has none
 * @param found the value in the table
 */
public record AlteredCell(int partition, long offset, int row, String column, String expected, String found) {
    @Override
    public String toString() {
        String place = row == 0 ? Long.toString(offset) : offset + "." + row;
        return "%d:%s %s: raw record says %s, row says %s".formatted(partition, place, column, expected, found);
    }
}
