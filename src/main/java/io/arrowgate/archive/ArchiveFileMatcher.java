package io.arrowgate.archive;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.ddl.ArchiveTables;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out which of a day's archives a file is, also if the table has had columns added since. */
final class ArchiveFileMatcher {
    private final ClickHouseJdbcSession queries;
    private final ArchivedTable table;

    ArchiveFileMatcher(ClickHouseJdbcSession queries, ArchivedTable table) {
        this.queries = queries;
        this.table = table;
    }

    /** Of the rows of {@code source} that meet the condition. */
    RowDigest digest(String source, String condition) throws SQLException {
        return digest(source, condition, table.types().size());
    }

    private RowDigest digest(String source, String condition, int columns) throws SQLException {
        Map<String, Object> row =
                queries.rows(table.digest(source, condition, columns)).get(0);
        return new RowDigest(Long.parseLong((String) row.get("c")), (String) row.get("s"));
    }

    /**
     * The digest by which the records know the rows of a file.
     *
     * @param digest of the file's rows
     * @param known of the day; where there are none, nothing is known, and the file is taken for what it is
     * @throws ArchiveException if it is none of them: it was altered, or is of another table
     */
    RowDigest recorded(
            LocalDate day, ArchiveFile file, RowDigest digest, List<ArchiveCatalog.Entry> known, ArchiveLocation place)
            throws SQLException {
        Set<String> hashes = known.stream().map(ArchiveCatalog.Entry::hash).collect(Collectors.toSet());
        if (hashes.isEmpty() || hashes.contains(digest.hash())) {
            return digest;
        }
        // Columns are added behind the others, and rows that know nothing of them have nothing in them.
        int columns = table.types().size() - 1;
        while (columns > 0 && queries.number(table.filled(file.rows(), columns)) == 0) {
            RowDigest earlier = digest(file.rows(), "1", columns);
            if (hashes.contains(earlier.hash())) {
                return earlier;
            }
            columns--;
        }
        throw new ArchiveException(
                "--from: the rows of '%s' (hash %s) are none of those that archives of %s, %s hold; their records are in table %s"
                        .formatted(place.text(), digest.hash(), table.day().name(), day, ArchiveTables.DAYS));
    }
}
