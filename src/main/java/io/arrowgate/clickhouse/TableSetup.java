package io.arrowgate.clickhouse;

import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.stream.StreamDefinition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a table is there and can hold its rows, before the job starts. A table that exists is never changed but for
 * columns that it lacks.
 */
public final class TableSetup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TableSetup.class);

    private final String database;
    private final ClickHouseQueries queries;

    public TableSetup(ClickHouseSettings settings) throws SQLException {
        database = settings.database();
        queries = new ClickHouseQueries(settings);
    }

    /**
     * Creates database, bronze table and the archives' records if they are missing, and adds missing columns.
     *
     * @throws TableMismatchException if the table there cannot hold the stream's rows
     */
    public TableReport ensure(StreamDefinition stream) throws SQLException {
        TableReport report = ensure(
                stream.clickhouse().table(),
                TableColumns.of(stream),
                TableDdl.createTable(database, stream),
                ExistingTable::warnings);
        ensureArchiveTables();
        return report;
    }

    /** Creates the records of what archives took out of tables, if they are missing. */
    public void ensureArchiveTables() throws SQLException {
        queries.execute(ArchiveTables.createDays(database));
        queries.execute(ArchiveTables.createOffsets(database));
    }

    /** The same for another table. */
    public TableReport ensure(TableLayout layout) throws SQLException {
        return ensure(
                layout.name(),
                layout.columns(),
                TableDdl.createTable(database, layout),
                existing -> existing.collapseWarnings(layout.orderBy()));
    }

    private TableReport ensure(
            String table, List<TableColumn> columns, String create, Function<ExistingTable, List<String>> check)
            throws SQLException {
        Optional<ExistingTable> existing = ExistingTable.read(queries, database, table);
        if (existing.isEmpty()) {
            queries.define(TableDdl.createDatabase(database));
            queries.define(create);
            return new TableReport(database + "." + table, true, List.of(), List.of());
        }
        List<TableColumn> missing = new ArrayList<>();
        for (TableColumn column : columns) {
            if (existing.get().lacks(column)) {
                missing.add(column);
            }
        }
        List<String> warnings = check.apply(existing.get());
        for (TableColumn column : missing) {
            queries.define(TableDdl.addColumn(database, table, column));
        }
        TableReport report = new TableReport(
                database + "." + table,
                false,
                missing.stream().map(TableColumn::name).toList(),
                warnings);
        log(report);
        return report;
    }

    private static void log(TableReport report) {
        if (!report.addedColumns().isEmpty()) {
            LOG.info("Table {}: added columns {}", report.table(), report.addedColumns());
        }
        report.warnings().forEach(warning -> LOG.warn("Table {}: {}", report.table(), warning));
    }

    @Override
    public void close() throws SQLException {
        queries.close();
    }
}
