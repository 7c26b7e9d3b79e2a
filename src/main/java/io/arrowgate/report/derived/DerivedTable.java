package io.arrowgate.report.derived;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.ddl.TableUpgrade;
import java.sql.SQLException;
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
    String name();

    /** The table that it is worked out from. */
    String source();

    /** Columns of the source that rows which bear on one another have in common. */
    List<String> seriesKey();

    String createTable(String database);

    /**
     * Makes the table if it is missing, or adds columns that it lacks.
     *
     * @param before is done before that, if it has to be done
     */
    void ensure(TableUpgrade upgrade, String database, TableUpgrade.Before before) throws SQLException;

    /**
     * The statement that works out all rows that new rows of the source bear on, as they are now, and puts them into the table.
     *
     * @param newRows a condition that the source's new rows meet
     * @param retained a condition on event time, for {@link String#formatted}: where it does not hold the source no longer has all rows,
     *     or ClickHouse cannot compute with the time
     * @param version an expression that grows with each computation
     */
    String refresh(String database, String newRows, String retained, String version);

    static String names(Stream<String> columns) {
        return columns.map(SqlQuoting::name).collect(Collectors.joining(", "));
    }

    static String names(List<String> columns) {
        return names(columns.stream());
    }
}
