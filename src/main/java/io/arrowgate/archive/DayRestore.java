package io.arrowgate.archive;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** Inserts the missing rows of a day, at once or hour by hour, which bounds the memory of the identity check. */
final class DayRestore {
    /** Rows of the day, in the file and in the table, up to which the day is restored at once. */
    static final int MAX_ROWS_AT_ONCE = 100_000;

    private final ClickHouseJdbcSession queries;
    private final ArchivedTable table;
    private final ArchiveProgressListener listener;

    DayRestore(ClickHouseJdbcSession queries, ArchivedTable table, ArchiveProgressListener listener) {
        this.queries = queries;
        this.table = table;
        this.listener = listener;
    }

    /**
     * Inserts the missing rows, and verifies that the table has all rows of the file with equal values.
     *
     * @param file table expression of the rows
     * @return number of inserted rows
     */
    long insert(LocalDate day, String file) throws SQLException {
        long total = queries.number("SELECT count() FROM " + file);
        long done = 0;
        long inserted = 0;
        boolean atOnce = total + rows(table.sql(), table.of(day)) <= MAX_ROWS_AT_ONCE;
        Duration length = atOnce ? Duration.ofDays(1) : Duration.ofHours(1);
        Instant end = ArchivedTable.start(day.plusDays(1));
        for (Instant from = ArchivedTable.start(day); from.isBefore(end); from = from.plus(length)) {
            String slice = table.between(from, from.plus(length));
            long rows = rows(file, slice);
            if (rows > 0) {
                inserted += insert(slice, file);
                done += rows;
                listener.at("restoring %s of %s".formatted(table.day().name(), day), "rows", done, total);
            }
        }
        return inserted;
    }

    private long insert(String slice, String file) throws SQLException {
        boolean empty = rows(table.sql(), slice) == 0;
        String missing = "FROM %s WHERE %s".formatted(file, slice)
                + (empty
                        ? ""
                        : " AND (%1$s) NOT IN (SELECT %1$s FROM %2$s WHERE %3$s)"
                                .formatted(table.identity(), table.rows(), slice));
        long count = queries.number("SELECT count() " + missing);
        if (count > 0) {
            // Disables deduplication: the server may still remember the blocks of the original insert.
            queries.execute("""
                    INSERT INTO %1$s (%2$s) SELECT %2$s %3$s
                    SETTINGS insert_deduplicate = 0, async_insert = 0, max_partitions_per_insert_block = 0""".formatted(table.sql(), table.columnList(), missing));
        }
        check(slice, file);
        return count;
    }

    private void check(String slice, String file) throws SQLException {
        RowDigest archived = digest(file, slice);
        if (digest(table.rows(), slice).equals(archived)) {
            return;
        }
        String there = "%1$s AND (%2$s) IN (SELECT %2$s FROM %3$s WHERE %1$s)".formatted(slice, table.identity(), file);
        RowDigest found = digest(table.rows(), there);
        if (!found.equals(archived)) {
            throw new ArchiveException(
                    "%s has rows with the identities of archived rows but different values, where %s (%d rows, hash %s, archived %d rows, hash %s)"
                                    .formatted(
                                            table.day().name(),
                                            slice,
                                            found.count(),
                                            found.sum(),
                                            archived.count(),
                                            archived.sum())
                            + "; these rows were not changed, and the archive stays recorded");
        }
    }

    private long rows(String source, String condition) throws SQLException {
        return queries.number("SELECT count() FROM %s WHERE %s".formatted(source, condition));
    }

    private RowDigest digest(String source, String condition) throws SQLException {
        return table.digest(queries, source, condition);
    }
}
