package io.arrowgate.clickhouse.ddl;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.TableMismatchException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds missing columns to existing tables and rejects tables that do not match the definition. */
public final class TableUpgrade {
    private static final Logger LOG = LoggerFactory.getLogger(TableUpgrade.class);

    private static final String DERIVED_REMEDY =
            "Set another table in the definition, or DROP TABLE this one: the job recreates and recomputes it.";

    private static final String KEY_LACKS_ROW =
            "Table {}: its sorting key lacks column _row, and the user may not add it: rows of one raw record with the same series"
                    + " and time are merged into one. {}";

    /** ClickHouse's error code for a missing right. */
    private static final int ACCESS_DENIED = 497;

    private final ClickHouseJdbcSession queries;
    private final String database;

    public TableUpgrade(ClickHouseJdbcSession queries, String database) {
        this.queries = queries;
        this.database = database;
    }

    /**
     * Creates a derived table if it is missing, or adds missing columns to it.
     *
     * @param columns required columns; empty to leave an existing table unchanged
     * @param orderBy required sorting key; empty for any
     * @param create the statement that creates the table
     * @param before runs before the table or a column is created, because it was not computed yet
     * @throws TableMismatchException if the table exists with another column type or sorting key
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
        ExistingTable found = existing.get();
        boolean keyLacksRow = keyLacksRow(found, orderBy);
        if (!orderBy.isEmpty() && !keyLacksRow) {
            found.checkKey(orderBy, DERIVED_REMEDY);
        }
        List<TableColumn> missing = new ArrayList<>(found.missingColumns(columns, DERIVED_REMEDY));
        if (missing.remove(BronzeColumns.rowInRecord())) {
            // Needs no recomputation: all existing rows are the first of their raw records, and the column's default is
            // 0.
            keyLacksRow = !addRowColumn(found, table, keyLacksRow);
        }
        if (keyLacksRow) {
            LOG.warn(KEY_LACKS_ROW, found.name(), DERIVED_REMEDY);
        }
        if (!missing.isEmpty()) {
            before.run();
            add(table, missing);
        }
    }

    /** Returns whether the table's sorting key is that of version 0.1.0, in which a raw record is one row. */
    private static boolean keyLacksRow(ExistingTable table, List<String> orderBy) {
        List<String> earlier = orderBy.stream()
                .filter(column -> !column.equals(LineageColumns.ROW))
                .toList();
        return !earlier.equals(orderBy) && table.isOrderedBy(earlier);
    }

    /** Adds the position in the raw record, and returns whether the sorting key is complete. */
    private boolean addRowColumn(ExistingTable table, String name, boolean toKey) throws SQLException {
        TableColumn column = BronzeColumns.rowInRecord();
        if (toKey && addKeyColumn(table, name, column, LineageColumns.OFFSET).isEmpty()) {
            return true;
        }
        add(name, List.of(column));
        return !toKey;
    }

    /** Prepares the creation of a table or of a column. */
    @FunctionalInterface
    public interface Before {
        void run() throws SQLException;
    }

    /**
     * Checks the part of a column's comment that describes the table, if table and part exist.
     *
     * @param part matches the part of the comment
     * @param wanted required text of the part
     * @throws TableMismatchException if the text differs
     */
    public void checkDerived(String table, String column, Pattern part, String wanted) throws SQLException {
        String sql = "SELECT comment FROM system.columns WHERE database = %s AND table = %s AND name = %s"
                .formatted(SqlQuoting.text(database), SqlQuoting.text(table), SqlQuoting.text(column));
        for (Map<String, Object> row : queries.rows(sql)) {
            Matcher found = part.matcher((String) row.get("comment"));
            if (found.find() && !found.group().equals(wanted)) {
                throw new TableMismatchException(
                        "Table %s.%s, column %s: its comment says %s, but the definition needs %s. %s"
                                .formatted(database, table, column, found.group(), wanted, DERIVED_REMEDY));
            }
        }
    }

    /**
     * Adds columns to a stream's own table, unless a required column would be missing in its rows.
     *
     * @param required names of the required columns
     * @return the names of the added columns
     */
    List<String> addToStream(ExistingTable table, String name, List<TableColumn> missing, List<String> required)
            throws SQLException {
        List<String> missingRequired = missing.stream()
                .map(TableColumn::name)
                .filter(required::contains)
                .toList();
        if (!missingRequired.isEmpty() && hasRows(name)) {
            throw new TableMismatchException(
                    ("Table %s has rows without %s, which the stream's definition requires. Remove `required`, so that"
                                    + " earlier rows have NULL; or set another table: clickhouse.table of the definition.")
                            .formatted(table.name(), missingRequired));
        }
        return add(name, missing);
    }

    /**
     * Adds a column to a table of version 0.1.0 and to its sorting key.
     *
     * @param after column before the added one
     * @return the statement if the user may not run it; the table is then unchanged
     */
    Optional<String> addKeyColumn(ExistingTable table, String name, TableColumn column, String after)
            throws SQLException {
        String statement = TableDdl.addKeyColumn(database, name, column, after, table.sortingKey());
        try {
            queries.define(statement);
            return Optional.empty();
        } catch (SQLException e) {
            if (e.getErrorCode() != ACCESS_DENIED) {
                throw e;
            }
            return Optional.of(statement);
        }
    }

    private boolean hasRows(String table) throws SQLException {
        return queries.number(
                        "SELECT count() FROM (SELECT 1 FROM %s LIMIT 1)".formatted(SqlQuoting.table(database, table)))
                > 0;
    }

    /** Adds columns to a table and returns their names. */
    List<String> add(String table, List<TableColumn> missing) throws SQLException {
        for (TableColumn column : missing) {
            queries.define(TableDdl.addColumn(database, table, column));
        }
        return missing.stream().map(TableColumn::name).toList();
    }
}
