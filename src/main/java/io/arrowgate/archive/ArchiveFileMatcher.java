package io.arrowgate.archive;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.ddl.ArchiveTables;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Matches a file with the recorded archives of a day, even if columns were added to the table since. */
final class ArchiveFileMatcher {
    private final ClickHouseJdbcSession queries;
    private final ArchivedTable table;

    ArchiveFileMatcher(ClickHouseJdbcSession queries, ArchivedTable table) {
        this.queries = queries;
        this.table = table;
    }

    /**
     * Returns the digest that is recorded for the rows of a file.
     *
     * @param digest of the file's rows
     * @param known recorded archives of the day; without any, the file is accepted unchecked
     * @throws ArchiveException if the file matches no recorded archive: it was altered, or is of a different table
     */
    RowDigest recorded(
            LocalDate day, ArchiveFile file, RowDigest digest, List<ArchiveCatalog.Entry> known, ArchiveLocation place)
            throws SQLException {
        Set<String> hashes = known.stream().map(ArchiveCatalog.Entry::hash).collect(Collectors.toSet());
        if (hashes.isEmpty() || hashes.contains(digest.sum())) {
            return digest;
        }
        for (List<String> columns : earlierColumns(file)) {
            RowDigest earlier = table.digest(queries, file.rows(), "1", columns);
            if (hashes.contains(earlier.sum())) {
                return earlier;
            }
        }
        throw new ArchiveException(
                "--from: the rows of '%s' (hash %s) do not match any archive of %s, %s: the file was altered, or belongs to a different table; the recorded archives are in table %s"
                        .formatted(place.text(), digest.sum(), table.day().name(), day, ArchiveTables.DAYS));
    }

    /**
     * Returns the columns that the table may have had when the file was written. Later columns have only defaults in the file: those at
     * the end, and {@link LineageColumns#ROW}, which version 0.1.0 did not have.
     */
    private List<List<String>> earlierColumns(ArchiveFile file) throws SQLException {
        List<List<String>> earlier = new ArrayList<>();
        List<String> columns = new ArrayList<>(table.columns());
        String row = SqlQuoting.name(LineageColumns.ROW);
        boolean hasOnlyFirstRows = columns.contains(row) && hasOnlyDefaults(file, row);
        while (!columns.isEmpty()) {
            earlier.add(List.copyOf(columns));
            if (hasOnlyFirstRows) {
                earlier.add(
                        columns.stream().filter(column -> !column.equals(row)).toList());
            }
            if (!hasOnlyDefaults(file, columns.remove(columns.size() - 1))) {
                break;
            }
        }
        return earlier;
    }

    private boolean hasOnlyDefaults(ArchiveFile file, String column) throws SQLException {
        return queries.number(table.filled(file.rows(), column)) == 0;
    }
}
