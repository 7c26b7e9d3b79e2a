package io.arrowgate.clickhouse.ddl;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.TableMismatchException;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates missing tables before the job starts and checks that existing ones can store the job's rows. The only change to an existing
 * table is the addition of missing columns.
 */
public final class TableSetup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TableSetup.class);

    private static final String STREAM_REMEDY =
            "Rename the column in the stream's definition; or ALTER TABLE … MODIFY COLUMN; or"
                    + " set another table: clickhouse.table of the stream's definition.";
    private static final String LAYOUT_REMEDY =
            "ALTER TABLE … MODIFY COLUMN, or set another table: alerts.table for alerts.";

    private static final String KEY_COLUMN_REMEDY =
            "the user may not add column %s to the sorting key: rows that differ only in it are merged into one. To separate"
                    + " them, drop the column, and run: %s";

    private static final String ROW_COLUMN_REMEDY =
            "no column %s, and the user may not add it: raw records of several rows cannot be inserted. GRANT ALTER ADD"
                    + " COLUMN, ALTER ORDER BY, or run: %s";

    private static final String PROJECTIONS_REMEDY =
            "Table {}: its projections double the CPU time of inserts. docs/schema-evolution.md, \"Tables with projections\", has the"
                    + " statements that replace them";

    private final String database;
    private final boolean onCluster;
    private final int servers;
    private final ClickHouseJdbcSession queries;
    private final TableUpgrade upgrade;

    /**
     * Describes the set-up of one table.
     *
     * @param table {@code database.table}
     * @param created whether the table was created
     * @param addedColumns columns that were added to an existing table
     * @param warnings what the table lacks for the job's guarantees, each with its remedy; empty for a table that the job created
     */
    public record Result(String table, boolean created, List<String> addedColumns, List<String> warnings) {
        public Result {
            addedColumns = List.copyOf(addedColumns);
            warnings = List.copyOf(warnings);
        }
    }

    public TableSetup(ClickHouseSettings settings) throws SQLException {
        database = settings.database();
        onCluster = settings.cluster() != null;
        servers = settings.urls().size();
        queries = new ClickHouseJdbcSession(settings);
        upgrade = new TableUpgrade(queries, database);
    }

    /**
     * Creates the database, the stream's table and the archive tables if they are missing, and adds missing columns.
     *
     * @throws TableMismatchException if an existing table cannot store the stream's rows, or has columns that the stream does not write
     */
    public Result ensure(StreamDefinition stream) throws SQLException {
        String table = stream.clickhouse().table();
        List<TableColumn> columns = BronzeColumns.of(stream);
        Result result = ensure(table, TableDdl.createTable(database, stream), existing -> {
            if (existing.projected()) {
                LOG.info(PROJECTIONS_REMEDY, existing.name());
            }
            List<String> warnings =
                    existing.warnings(columns.stream().map(TableColumn::name).collect(Collectors.toSet()));
            List<TableColumn> missing = new ArrayList<>(existing.missingColumns(columns, STREAM_REMEDY));
            existing.checkAllAreWritten(columns);
            List<String> added = new ArrayList<>();
            if (existing.lacksRowColumn() && existing.collapses()) {
                missing.remove(BronzeColumns.rowInRecord());
                added.addAll(addRowColumn(existing, stream, warnings));
            }
            added.addAll(upgrade.addToStream(existing, table, missing, required(stream)));
            return new Upgraded(added, warnings);
        });
        ensureArchiveTables();
        return result;
    }

    /** Adds the row column to the key if the user has the right to, and returns its name. */
    private List<String> addRowColumn(ExistingTable existing, StreamDefinition stream, List<String> warnings)
            throws SQLException {
        Optional<String> denied = upgrade.addKeyColumn(
                existing, stream.clickhouse().table(), BronzeColumns.rowInRecord(), LineageColumns.OFFSET);
        if (denied.isPresent()) {
            String problem = ROW_COLUMN_REMEDY.formatted(LineageColumns.ROW, denied.get());
            if (stream.each() != null) {
                throw new TableMismatchException("Table %s: %s".formatted(existing.name(), problem));
            }
            warnings.add(problem);
            return List.of();
        }
        if (existing.projectionLacksRow()) {
            warnings.add(ExistingTable.PROJECTION_LACKS_ROW);
        }
        return List.of(LineageColumns.ROW);
    }

    private static List<String> required(StreamDefinition stream) {
        return stream.columns().stream()
                .filter(ColumnDefinition::required)
                .map(ColumnDefinition::name)
                .toList();
    }

    /**
     * Creates the archive tables if they are missing.
     *
     * @throws TableMismatchException if they are on one server only, but the job's tables are on a cluster
     */
    public void ensureArchiveTables() throws SQLException {
        ensureArchiveTable(ArchiveTables.DAYS, ArchiveTables.createDays(database));
        ensureArchiveTable(ArchiveTables.OFFSETS, ArchiveTables.createOffsets(database));
        upgrade.add(
                ArchiveTables.OFFSETS,
                ExistingTable.read(queries, database, ArchiveTables.OFFSETS)
                        .map(existing -> existing.missingColumns(List.of(ArchiveTables.rowColumn()), LAYOUT_REMEDY))
                        .orElse(List.of()));
    }

    private void ensureArchiveTable(String table, String create) throws SQLException {
        Optional<ExistingTable> existing = ExistingTable.read(queries, database, table);
        if (existing.isEmpty()) {
            queries.define(create);
            return;
        }
        if (onCluster && !existing.get().isReplicated()) {
            throw new TableMismatchException(
                    ("Table %s.%s has engine %s, so only one server of clickhouse.cluster has its rows: archived rows would be"
                                    + " inserted again through the others. RENAME TABLE it, start the job, which creates it on the"
                                    + " cluster, then INSERT INTO the new table SELECT * FROM the old one.")
                            .formatted(database, table, existing.get().engine()));
        }
    }

    /** Creates a table that is not a stream's own if it is missing, and adds missing columns. */
    public Result ensure(ReplacingTable layout) throws SQLException {
        return ensure(layout.name(), TableDdl.createTable(database, layout), existing -> {
            List<String> identity = layout.orderBy().stream()
                    .filter(column -> !column.equals(layout.laterKeyColumn()))
                    .toList();
            List<String> warnings = new ArrayList<>(existing.collapseWarnings(identity));
            List<TableColumn> missing = new ArrayList<>(existing.missingColumns(layout.columns(), LAYOUT_REMEDY));
            List<String> added = new ArrayList<>();
            for (TableColumn column : missing) {
                if (column.name().equals(layout.laterKeyColumn()) && existing.collapses()) {
                    addKeyColumn(existing, layout, column, warnings).ifPresent(added::add);
                }
            }
            missing.removeIf(column -> added.contains(column.name()));
            added.addAll(upgrade.add(layout.name(), missing));
            return new Upgraded(added, warnings);
        });
    }

    /** Adds a column to the key if the user has the right to, and returns its name. */
    private Optional<String> addKeyColumn(
            ExistingTable existing, ReplacingTable layout, TableColumn column, List<String> warnings)
            throws SQLException {
        int position = layout.columns().indexOf(column);
        String after = layout.columns().get(position - 1).name();
        Optional<String> denied = upgrade.addKeyColumn(existing, layout.name(), column, after);
        denied.ifPresent(statement -> warnings.add(KEY_COLUMN_REMEDY.formatted(column.name(), statement)));
        return denied.isPresent() ? Optional.empty() : Optional.of(column.name());
    }

    /** Describes the changes to an existing table. */
    private record Upgraded(List<String> addedColumns, List<String> warnings) {}

    private interface Upgrade {
        Upgraded of(ExistingTable existing) throws SQLException;
    }

    private Result ensure(String table, String create, Upgrade upgrade) throws SQLException {
        String name = database + "." + table;
        Optional<ExistingTable> existing = ExistingTable.read(queries, database, table);
        if (existing.isEmpty()) {
            queries.define(TableDdl.createDatabase(database));
            queries.define(create);
            Result result = new Result(name, true, List.of(), warningsOfServers(table));
            log(result);
            return result;
        }
        Upgraded upgraded = upgrade.of(existing.get());
        List<String> warnings = new ArrayList<>(upgraded.warnings());
        warnings.addAll(warningsOfServers(table));
        Result result = new Result(name, false, upgraded.addedColumns(), warnings);
        log(result);
        return result;
    }

    /** Warns if several servers are configured for a table whose rows are on one. They may be addresses of the same server. */
    private List<String> warningsOfServers(String table) throws SQLException {
        if (servers == 1) {
            return List.of();
        }
        return ExistingTable.read(queries, database, table)
                .filter(created -> !created.isReplicated())
                .map(created ->
                        ("clickhouse.url has %d addresses, but a table of engine %s has its rows on one server: after a failover"
                                        + " they would be missing or duplicated. Set clickhouse.cluster before the table is created, or set"
                                        + " one address.")
                                .formatted(servers, created.engine()))
                .map(List::of)
                .orElse(List.of());
    }

    private static void log(Result result) {
        if (!result.addedColumns().isEmpty()) {
            LOG.info("Table {}: added columns {}", result.table(), result.addedColumns());
        }
        result.warnings().forEach(warning -> LOG.warn("Table {}: {}", result.table(), warning));
    }

    @Override
    public void close() throws SQLException {
        queries.close();
    }
}
