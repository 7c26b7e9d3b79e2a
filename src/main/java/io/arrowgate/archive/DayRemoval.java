package io.arrowgate.archive;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * Removes the rows of a day from a table.
 *
 * <p>If a day is a partition, the whole partition is first moved to another table. Rows inserted later stay in the original table,
 * and the moved rows can be verified, or moved back, before they are dropped.
 */
final class DayRemoval {
    private final ClickHouseJdbcSession queries;
    private final ArchivedTable table;

    DayRemoval(ClickHouseJdbcSession queries, ArchivedTable table) {
        this.queries = queries;
        this.table = table;
    }

    /** Returns the moved rows. */
    String rows(LocalDate day) {
        return aside(day) + " FINAL";
    }

    void setAside(LocalDate day) throws SQLException {
        queries.execute("CREATE TABLE %s AS %s".formatted(aside(day), table.sql()));
        move(table.sql(), aside(day), day);
    }

    /** Moves back rows that this or an interrupted earlier process moved; does nothing if there are none. */
    void restoreAside(LocalDate day) throws SQLException {
        boolean exists = queries.number("SELECT count() FROM system.tables WHERE database = %s AND name = %s"
                        .formatted(SqlQuoting.text(table.database()), SqlQuoting.text(asideName(day))))
                > 0;
        if (exists) {
            move(aside(day), table.sql(), day);
            // IF EMPTY, because another process may be moving rows to it.
            queries.execute("DROP TABLE IF EMPTY %s SYNC".formatted(aside(day)));
        }
    }

    /** Drops the moved rows. */
    void drop(LocalDate day) throws SQLException {
        queries.execute("DROP TABLE %s SYNC".formatted(aside(day)));
    }

    private void move(String from, String to, LocalDate day) throws SQLException {
        queries.execute("ALTER TABLE %s MOVE PARTITION ID '%s' TO TABLE %s"
                .formatted(from, DateTimeFormatter.BASIC_ISO_DATE.format(day), to));
    }

    /**
     * Deletes the rows of a day with a mutation, for tables whose partitions are not days.
     *
     * @param archived the rows to delete; older versions of them are deleted too
     */
    void delete(LocalDate day, String archived) throws SQLException {
        String those = table.day().isBronzeTable()
                ? "(%1$s) IN (SELECT %1$s FROM %2$s)".formatted(table.identity(), archived)
                : "%1$s <= (SELECT max(%1$s) FROM %2$s)"
                        .formatted(SqlQuoting.name(table.day().version()), archived);
        queries.execute("ALTER TABLE %s DELETE WHERE %s AND %s SETTINGS mutations_sync = 2"
                .formatted(table.sql(), table.of(day), those));
    }

    private String aside(LocalDate day) {
        return SqlQuoting.table(table.database(), asideName(day));
    }

    private String asideName(LocalDate day) {
        return "arrowgate_aside_%s_%s".formatted(table.day().name(), DateTimeFormatter.BASIC_ISO_DATE.format(day));
    }
}
