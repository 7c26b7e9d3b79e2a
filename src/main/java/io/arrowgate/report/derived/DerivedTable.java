package io.arrowgate.report.derived;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.ddl.TableUpgrade;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Computes a table from the rows of another table.
 *
 * <p>Rows are never aggregated incrementally. The groups that new rows of the source affect are recomputed from all rows of the
 * source and replace the existing rows. So the table always equals one complete computation, independent of late, duplicate or
 * out-of-order rows, and a refresh is idempotent.
 */
interface DerivedTable {
    String name();

    /** Returns the table that this table is computed from. */
    String source();

    /** Returns the columns of the source that partition the computation: rows affect only rows of the same series. */
    List<String> seriesKey();

    /** Returns the limits of the pause between two refreshes while the source receives rows. */
    default RefreshSchedule.PauseLimits pauseLimits() {
        return RefreshSchedule.PauseLimits.DEFAULT;
    }

    String createTable(String database);

    /**
     * Creates the table, or adds missing columns to it.
     *
     * @param before runs before a change of the table
     */
    void ensure(TableUpgrade upgrade, String database, TableUpgrade.Before before) throws SQLException;

    /**
     * Returns the statement that recomputes all rows that new rows of the source affect, and inserts them.
     *
     * @param version expression whose value increases with each refresh
     */
    String refresh(String database, SourceRows sourceRows, String version);

    static String names(Stream<String> columns) {
        return columns.map(SqlQuoting::name).collect(Collectors.joining(", "));
    }

    static String names(List<String> columns) {
        return names(columns.stream());
    }
}
