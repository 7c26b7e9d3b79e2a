package io.arrowgate.tools.verify.finding;

/**
 * A cell that is not what its raw record says.
 *
 * @param partition of the raw record
 * @param offset of the raw record
 * @param column name of the column; of several wrong columns of a row each is one of these
 * @param expected the value by the raw record, as text; {@code null} in words if it has none
 * @param found the value that is there
 */
public record AlteredCell(int partition, long offset, String column, String expected, String found) {
    @Override
    public String toString() {
        return "%d:%d %s: raw record says %s, row says %s".formatted(partition, offset, column, expected, found);
    }
}
