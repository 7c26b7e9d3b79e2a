package io.arrowgate.archive;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.clickhouse.ddl.ArchiveTables;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Records the archives of one table in {@link ArchiveTables}. */
final class ArchiveCatalog {
    private static final SqlTemplate INSERT_OFFSETS = SqlTemplate.resource("archive/taken_offsets");

    private final ClickHouseJdbcSession queries;
    private final ArchivedTable table;

    ArchiveCatalog(ClickHouseJdbcSession queries, ArchivedTable table) {
        this.queries = queries;
        this.table = table;
    }

    /**
     * Describes one archive of a day.
     *
     * @param path location of the file
     * @param hash of its rows
     * @param taken true if its rows were removed from the table
     */
    record Entry(String path, String hash, boolean taken) {}

    /** Returns the archives of a day that were not restored. */
    List<Entry> of(LocalDate day) throws SQLException {
        String sql =
                "SELECT path, toString(hash) AS h, toInt32(taken) AS taken FROM %s FINAL WHERE `table` = %s AND day = %s ORDER BY at"
                        .formatted(days(), name(), date(day));
        return queries.rows(sql).stream().map(ArchiveCatalog::entry).toList();
    }

    private static Entry entry(Map<String, Object> row) {
        return new Entry((String) row.get("path"), (String) row.get("h"), ((Number) row.get("taken")).intValue() == 1);
    }

    /** Records that the rows are in a file, and also in the table or being restored to it. */
    void recordCopied(LocalDate day, RowDigest digest, String path, String format) throws SQLException {
        write(day, digest, path, format, "0, now64(6), 0");
    }

    /** Records that the day's rows are about to be removed from the table. Harmless if the removal does not happen. */
    void recordRemoved(LocalDate day, RowDigest digest, String path, String format) throws SQLException {
        deleteOffsets(day, digest.sum());
        if (table.day().isBronzeTable()) {
            queries.execute(insertOffsets(day, digest.sum()));
        }
        write(day, digest, path, format, "1, now64(6), 0");
    }

    String insertOffsets(LocalDate day, String hash) {
        return INSERT_OFFSETS
                .with("offsets", offsets())
                .with("table_name", name())
                .with("day", date(day))
                .with("hash", hash)
                .with("row", table.rowInRecord())
                .with("rows", table.rows() + " WHERE " + table.of(day))
                .render();
    }

    /** Returns true if removed rows were not restored, or not completely. */
    boolean isRemoved(LocalDate day, RowDigest digest) throws SQLException {
        return queries.number(
                        "SELECT count() FROM %s WHERE %s".formatted(offsets(), archiveCondition(day, digest.sum())))
                > 0;
    }

    /** Records that the rows are in the table. */
    void recordRestored(LocalDate day, RowDigest digest) throws SQLException {
        deleteOffsets(day, digest.sum());
        write(day, digest, "", "", "0, now64(6), 1");
    }

    private void write(LocalDate day, RowDigest digest, String path, String format, String rest) throws SQLException {
        queries.execute("INSERT INTO %s SETTINGS async_insert = 0 VALUES (%s, %s, %s, %d, %s, %s, %s)"
                .formatted(
                        days(),
                        name(),
                        date(day),
                        digest.sum(),
                        digest.count(),
                        SqlQuoting.text(path),
                        SqlQuoting.text(format),
                        rest));
    }

    private void deleteOffsets(LocalDate day, String hash) throws SQLException {
        queries.execute("ALTER TABLE %s DELETE WHERE %s SETTINGS mutations_sync = 2"
                .formatted(offsets(), archiveCondition(day, hash)));
    }

    private String archiveCondition(LocalDate day, String hash) {
        return "`table` = %s AND day = %s AND hash = %s".formatted(name(), date(day), hash);
    }

    private String days() {
        return SqlQuoting.table(table.database(), ArchiveTables.DAYS);
    }

    private String offsets() {
        return SqlQuoting.table(table.database(), ArchiveTables.OFFSETS);
    }

    private String name() {
        return SqlQuoting.text(table.day().name());
    }

    private static String date(LocalDate day) {
        return "toDate32('" + day + "')";
    }
}
