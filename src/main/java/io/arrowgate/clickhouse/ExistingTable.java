package io.arrowgate.clickhouse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table that is there already, and how far it can hold the rows that the job has for it.
 *
 * @param name {@code database.table}
 * @param types the columns' types by name
 * @param engine without its arguments
 * @param sortingKey an expression list
 * @param deduplicationWindow in blocks, of the table or else the server's default
 * @param projected whether a projection by row identity is there
 */
record ExistingTable(
        String name,
        Map<String, String> types,
        String engine,
        String sortingKey,
        long deduplicationWindow,
        boolean projected) {
    private static final Pattern WINDOW = Pattern.compile("\\breplicated_deduplication_window = (\\d+)");
    private static final Pattern LOCAL_WINDOW = Pattern.compile("\\bnon_replicated_deduplication_window = (\\d+)");

    static Optional<ExistingTable> read(ClickHouseQueries queries, String database, String table) throws SQLException {
        UnaryOperator<String> named =
                name -> " WHERE database = %s AND %s = %s".formatted(Sql.text(database), name, Sql.text(table));
        List<Map<String, Object>> tables =
                queries.rows("SELECT engine, engine_full, sorting_key FROM system.tables" + named.apply("name"));
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> types = new LinkedHashMap<>();
        queries.rows("SELECT name, type FROM system.columns" + named.apply("table") + " ORDER BY position")
                .forEach(column -> types.put((String) column.get("name"), (String) column.get("type")));
        String engine = (String) tables.get(0).get("engine");
        long identityProjections = queries.number("SELECT count() FROM system.projections" + named.apply("table")
                + " AND arrayStringConcat(sorting_key, ', ') = "
                + Sql.text(String.join(", ", TableDdl.ROW_IDENTITY)));
        return Optional.of(new ExistingTable(
                database + "." + table,
                types,
                engine,
                (String) tables.get(0).get("sorting_key"),
                window(queries, engine, (String) tables.get(0).get("engine_full")),
                identityProjections > 0));
    }

    private static long window(ClickHouseQueries queries, String engine, String engineFull) throws SQLException {
        boolean replicated = engine.startsWith("Replicated") || engine.startsWith("Shared");
        Matcher ofTable = (replicated ? WINDOW : LOCAL_WINDOW).matcher(engineFull);
        if (ofTable.find()) {
            return Long.parseLong(ofTable.group(1));
        }
        String setting = replicated ? "replicated_deduplication_window" : "non_replicated_deduplication_window";
        return queries.number(
                "SELECT toInt64(any(value)) FROM system.merge_tree_settings WHERE name = " + Sql.text(setting));
    }

    /**
     * Whether the column is missing.
     *
     * @throws TableMismatchException if it is there with a type that does not fit
     */
    boolean lacks(TableColumn column) {
        String type = types.get(column.name());
        if (type != null && !ColumnFit.fits(column.type(), type)) {
            throw new TableMismatchException(
                    ("Table %s, column %s: it is %s, but the job needs %s. ALTER TABLE … MODIFY COLUMN, or name another"
                                    + " table: clickhouse.table of a stream's definition, alerts.table for alerts.")
                            .formatted(name, column.name(), type, column.type()));
        }
        return type == null;
    }

    /**
     * What the table lacks for exactly-once rows, each with its remedy.
     *
     * @throws TableMismatchException if it would collapse rows that are different events
     */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>(collapseWarnings(TableDdl.ROW_IDENTITY));
        if (deduplicationWindow == 0) {
            warnings.add("no deduplication window: an insert that arrives late can bring rows twice."
                    + " ALTER TABLE … MODIFY SETTING non_replicated_deduplication_window = "
                    + TableDdl.DEDUPLICATION_WINDOW);
        }
        if (!projected) {
            warnings.add("no projection ordered by %s: checking for rows after a failure reads whole partitions"
                    .formatted(TableDdl.ROW_IDENTITY));
        }
        return warnings;
    }

    /**
     * Whether repeats stay.
     *
     * @param identity columns by which two rows are the same one
     * @throws TableMismatchException if rows would collapse that are not
     */
    List<String> collapseWarnings(List<String> identity) {
        if (!engine.contains("ReplacingMergeTree")) {
            return List.of("engine %s cannot collapse repeats; use ReplacingMergeTree".formatted(engine));
        }
        List<String> keys = List.of(sortingKey.split(",\\s*"));
        if (!keys.containsAll(identity)) {
            throw new TableMismatchException(
                    ("Table %s: %s ordered by (%s) would collapse different events into one. End its ORDER BY in %s, or name"
                                    + " another table: clickhouse.table of a stream's definition, alerts.table for alerts.")
                            .formatted(name, engine, sortingKey, identity));
        }
        return List.of();
    }
}
