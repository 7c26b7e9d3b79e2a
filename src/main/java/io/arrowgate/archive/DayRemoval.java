package io.arrowgate.archive;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * Takes the rows of a day out of a table.
 *
 * <p>Where a day is a partition, it is first moved aside whole, to a table beside: what comes in from then on stays, and what was
 * moved can be looked at, and moved back, before it is dropped.
 */
final class DayRemoval {
    private final ClickHouseJdbcSession queries;
    private final ArchivedTable table;

    DayRemoval(ClickHouseJdbcSession queries, ArchivedTable table) {
        this.queries = queries;
        this.table = table;
    }

    /** The rows that were moved aside. */
    String rows(LocalDate day) {
        return aside(day) + " FINAL";
    }

    void setAside(LocalDate day) throws SQLException {
        queries.execute("CREATE TABLE %s AS %s".formatted(aside(day), table.sql()));
        move(table.sql(), aside(day), day);
    }

    /** Moves back what was moved aside, as by a process that ended in between; does nothing if there is no such thing. */
    void restoreAside(LocalDate day) throws SQLException {
        boolean there = queries.number("SELECT count() FROM system.tables WHERE database = %s AND name = %s"
                        .formatted(SqlQuoting.text(table.database()), SqlQuoting.text(asideName(day))))
                > 0;
        if (there) {
            move(aside(day), table.sql(), day);
            // Another process may be about to fill it.
            queries.execute("DROP TABLE IF EMPTY %s SYNC".formatted(aside(day)));
        }
    }

    /** Deletes what was moved aside. */
    void drop(LocalDate day) throws SQLException {
        queries.execute("DROP TABLE %s SYNC".formatted(aside(day)));
    }

    private void move(String from, String to, LocalDate day) throws SQLException {
        queries.execute("ALTER TABLE %s MOVE PARTITION ID '%s' TO TABLE %s"
                .formatted(from, DateTimeFormatter.BASIC_ISO_DATE.format(day), to));
    }

    /**
     * Deletes the rows of a day one by one, where partitions are not days.
     *
     * @param archived the rows to delete; of rows with versions the older ones go with them
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
