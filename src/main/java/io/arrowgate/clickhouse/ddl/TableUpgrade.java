package io.arrowgate.clickhouse.ddl;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.TableMismatchException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds to tables that are there the columns that they lack; refuses those that cannot be what is needed. */
public final class TableUpgrade {
    private static final String DERIVED_REMEDY =
            "Name another table in the definition, or DROP TABLE this one: it is worked out"
                    + " anew from the rows that are there.";

    private final ClickHouseJdbcSession queries;
    private final String database;

    public TableUpgrade(ClickHouseJdbcSession queries, String database) {
        this.queries = queries;
        this.database = database;
    }

    /**
     * Makes a table that is worked out from others if it is missing, or adds missing columns.
     *
     * @param columns that it must have; none to leave one that is there as it is
     * @param orderBy its sorting key; empty for whatever it is
     * @param create the statement that makes it
     * @param before is done before that: what comes to be was never worked out
     * @throws TableMismatchException if it is there with another type or sorting key
     */
    public void ensureDerived(
            String table, List<TableColumn> columns, List<String> orderBy, String create, Before before)
            throws SQLException {
        Optional<ExistingTable> existing = ExistingTable.read(queries, database, table);
        if (existing.isEmpty()) {
            before.run();
            queries.define(create);
            return;
        }
        if (!orderBy.isEmpty()) {
            existing.get().checkKey(orderBy, DERIVED_REMEDY);
        }
        List<TableColumn> missing = existing.get().missingColumns(columns, DERIVED_REMEDY);
        if (!missing.isEmpty()) {
            before.run();
            add(table, missing);
        }
    }

    /** What has to be done before a table, or a column of it, comes to be. */
    @FunctionalInterface
    public interface Before {
        void run() throws SQLException;
    }

    /**
     * Checks what a table says of itself in a column's comment, if it is there and says it.
     *
     * @param part of the comment that says it
     * @param wanted what the part must be
     * @throws TableMismatchException if it is something else
     */
    public void checkDerived(String table, String column, Pattern part, String wanted) throws SQLException {
        String sql = "SELECT comment FROM system.columns WHERE database = %s AND table = %s AND name = %s"
                .formatted(SqlQuoting.text(database), SqlQuoting.text(table), SqlQuoting.text(column));
        for (Map<String, Object> row : queries.rows(sql)) {
            Matcher found = part.matcher((String) row.get("comment"));
            if (found.find() && !found.group().equals(wanted)) {
                throw new TableMismatchException("Table %s.%s, column %s: it is of %s, but the definition needs %s. %s"
                        .formatted(database, table, column, found.group(), wanted, DERIVED_REMEDY));
            }
        }
    }

    /**
     * Adds columns to a stream's own table, if its rows can do without a value there.
     *
     * @param required names of those whose rows cannot
     * @return the added columns' names
     */
    List<String> addToStream(ExistingTable table, String name, List<TableColumn> missing, List<String> required)
            throws SQLException {
        List<String> without = missing.stream()
                .map(TableColumn::name)
                .filter(required::contains)
                .toList();
        if (!without.isEmpty() && hasRows(name)) {
            throw new TableMismatchException(
                    ("Table %s lacks %s, which the stream's definition requires, and its rows have no value there. Leave `required`"
                                    + " out: a column that is added to a stream may be null; or name another table:"
                                    + " clickhouse.table of the definition.")
                            .formatted(table.name(), without));
        }
        return add(name, missing);
    }

    private boolean hasRows(String table) throws SQLException {
        return queries.number(
                        "SELECT count() FROM (SELECT 1 FROM %s LIMIT 1)".formatted(SqlQuoting.table(database, table)))
                > 0;
    }

    List<String> add(String table, List<TableColumn> missing) throws SQLException {
        for (TableColumn column : missing) {
            queries.define(TableDdl.addColumn(database, table, column));
        }
        return missing.stream().map(TableColumn::name).toList();
    }
}
