package io.arrowgate.report;

import io.arrowgate.clickhouse.Sql;
import io.arrowgate.clickhouse.TableColumn;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table whose rows are worked out from those of another one.
 *
 * <p>Rows are never added up as they come: whatever new rows of the source bear on is worked out anew from all of its rows, and
 * takes the place of what was there. So the table equals what one would get from the source at one go, whatever came late, twice or out
 * of order, and a repeated computation changes nothing.
 */
interface DerivedTable {
    /** Of the rows of one key, the one of the greatest version counts: a 64-bit number that grows with each computation. */
    String VERSION = "_version";
    /** 1 in rows that say that a key is no longer there. */
    String DELETED = "_deleted";

    String name();

    /** The table that it is worked out from. */
    String source();

    /** The source's columns that name a series. */
    List<String> seriesKey();

    /** All columns but {@link #VERSION} and {@link #DELETED}. */
    List<TableColumn> columns();

    /** By these two rows are the same one; they begin with the series' key. */
    List<String> orderBy();

    /** The column of event time that the table is partitioned by. */
    String timeColumn();

    /** How long rows are kept after their event time; null for ever. */
    Duration ttl();

    /**
     * The query of all rows that new rows of the source bear on, as they are now: {@link #columns}, then {@link #DELETED}.
     *
     * @param newRows a condition that the source's new rows meet
     * @param retained a condition on event time in the column's place: outside it the source no longer has all rows
     */
    String recompute(String database, String newRows, String retained);

    /** The statement that puts what {@link #recompute} gives into the table. */
    default String refresh(String database, String newRows, String retained, String version) {
        return """
                INSERT INTO %1$s (%2$s, `%3$s`, `%4$s`)
                SELECT %2$s, %5$s AS `%3$s`, `%4$s` FROM (
                %6$s)""".formatted(
                        Sql.table(database, name()),
                        names(columns().stream().map(TableColumn::name)),
                        VERSION,
                        DELETED,
                        version,
                        recompute(database, newRows, retained));
    }

    static String names(Stream<String> columns) {
        return columns.map(Sql::name).collect(Collectors.joining(", "));
    }

    static String names(List<String> columns) {
        return names(columns.stream());
    }
}
