package io.arrowgate.clickhouse.ddl;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.clickhouse.client.TableMismatchException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes an existing table and checks whether it can store the job's rows.
 *
 * @param name {@code database.table}
 * @param types the columns' types by name
 * @param filled names of the columns with a default or computed value
 * @param added names of nullable columns without a codec, which others have added: the job's columns have a codec
 * @param engine without its arguments
 * @param sortingKey an expression list
 * @param deduplicationWindow number of blocks, from the table's setting or the server's default
 * @param projected whether the table has a projection ordered by row identity
 * @param indexed whether the table has {@link OffsetIndex}
 * @param projectedByRecord whether the table has the projection of version 0.1.0, ordered by the identity of the raw record
 */
record ExistingTable(
        String name,
        Map<String, String> types,
        Set<String> filled,
        Set<String> added,
        String engine,
        String sortingKey,
        long deduplicationWindow,
        boolean indexed,
        boolean projected,
        boolean projectedByRecord) {
    /** Warns about the projection of version 0.1.0. */
    static final String PROJECTION_LACKS_ROW =
            "projection row_identity has no column _row: the row check after a failure reads whole partitions. ALTER TABLE …"
                    + " ADD INDEX "
                    + OffsetIndex.ddl()
                    + ", then DROP PROJECTION as in docs/schema-evolution.md";

    private static final String JSON_REMEDY =
            "JSON holds objects only, and drops nulls and the spelling of numbers. ALTER TABLE %1$s MODIFY COLUMN %2$s %3$s;"
                    + " for paths in queries, ALTER TABLE %1$s ADD COLUMN %2$s_json Nullable(JSON) MATERIALIZED"
                    + " accurateCastOrNull(%2$s, 'JSON')";

    private static final SqlTemplate QUERY = SqlTemplate.resource("clickhouse/existing_table");
    private static final String RECORDS = "\u001e";
    private static final String UNITS = "\u001f";
    private static final Pattern WINDOW = Pattern.compile("\\breplicated_deduplication_window = (\\d+)");
    private static final Pattern LOCAL_WINDOW = Pattern.compile("\\bnon_replicated_deduplication_window = (\\d+)");

    static Optional<ExistingTable> read(ClickHouseJdbcSession queries, String database, String table)
            throws SQLException {
        return queries.rows(query(database, table)).stream().findFirst().map(row -> of(database + "." + table, row));
    }

    static String query(String database, String table) {
        return QUERY.with("database", SqlQuoting.text(database))
                .with("table", SqlQuoting.text(table))
                .render();
    }

    private static ExistingTable of(String name, Map<String, Object> row) {
        Map<String, String> types = new LinkedHashMap<>();
        Set<String> filled = new HashSet<>();
        Set<String> added = new TreeSet<>();
        for (String column : list(row.get("columns"), RECORDS)) {
            List<String> parts = list(column, UNITS);
            types.put(parts.get(0), parts.get(1));
            if (!parts.get(2).isEmpty()) {
                filled.add(parts.get(0));
            } else if (isAdded(parts.get(1), parts.get(3))) {
                added.add(parts.get(0));
            }
        }
        String engine = (String) row.get("engine");
        List<String> projections = list(row.get("projections"), RECORDS);
        return new ExistingTable(
                name,
                types,
                filled,
                added,
                engine,
                (String) row.get("sorting_key"),
                window(engine, row),
                ((String) row.get("create_table_query")).contains(OffsetIndex.EXPRESSION),
                projections.contains(String.join(", ", TableDdl.ROW_IDENTITY)),
                projections.contains(String.join(", ", TableDdl.RECORD_IDENTITY)));
    }

    private static List<String> list(Object text, String separator) {
        return text.equals("") ? List.of() : List.of(((String) text).split(separator, -1));
    }

    private static boolean isReplicated(String engine) {
        return engine.startsWith("Replicated") || engine.startsWith("Shared");
    }

    /** Returns whether all servers of a cluster get the table's rows. */
    boolean isReplicated() {
        return isReplicated(engine);
    }

    private static boolean isAdded(String type, String codec) {
        return type.contains("Nullable(") && codec.isEmpty();
    }

    private static long window(String engine, Map<String, Object> row) {
        boolean replicated = isReplicated(engine);
        Matcher ofTable = (replicated ? WINDOW : LOCAL_WINDOW).matcher((String) row.get("engine_full"));
        return ofTable.find()
                ? Long.parseLong(ofTable.group(1))
                : ((Number) row.get(replicated ? "replicated_window" : "local_window")).longValue();
    }

    /** Returns whether the table is one of version 0.1.0, in which a raw record is one row. */
    boolean lacksRowColumn() {
        return types.containsKey(LineageColumns.OFFSET) && !types.containsKey(LineageColumns.ROW);
    }

    /** Returns whether rows with equal sorting keys become one row. */
    boolean collapses() {
        return engine.contains("ReplacingMergeTree");
    }

    /**
     * Returns those of the columns that the table does not have.
     *
     * @param remedy for a column of an incompatible type
     * @throws TableMismatchException if the table has one of the columns with an incompatible type
     */
    List<TableColumn> missingColumns(List<TableColumn> columns, String remedy) {
        for (TableColumn column : columns) {
            String type = types.get(column.name());
            if (type != null && !ColumnCompatibility.isCompatible(column.type(), type)) {
                String specific = ColumnCompatibility.isJson(type)
                        ? JSON_REMEDY.formatted(name, column.name(), column.type())
                        : remedy;
                throw new TableMismatchException("Table %s, column %s: its type is %s, but the job needs %s. %s"
                        .formatted(name, column.name(), type, column.type(), specific));
            }
        }
        return columns.stream()
                .filter(column -> !types.containsKey(column.name()))
                .toList();
    }

    /**
     * Checks that the job writes every column that has no default and was not added by others.
     *
     * @param columns columns that the job writes
     * @throws TableMismatchException if there is another column, such as one that was removed from the stream's definition
     */
    void checkAllAreWritten(List<TableColumn> columns) {
        Set<String> unknown = new TreeSet<>(types.keySet());
        unknown.removeAll(filled);
        unknown.removeAll(added);
        columns.forEach(column -> unknown.remove(column.name()));
        if (!unknown.isEmpty()) {
            throw new TableMismatchException(
                    ("Table %s has columns that the stream's definition does not have: %s. Add them to the definition, without"
                                    + " `required`; or, if new rows shall have no value there, ALTER TABLE … MODIFY"
                                    + " COLUMN … DEFAULT NULL (or another default); or ALTER TABLE … DROP COLUMN, which deletes the"
                                    + " values; or set another table, clickhouse.table of the definition.")
                            .formatted(name, unknown));
        }
    }

    /** Checks that the table's sorting key is that of the definition. */
    void checkKey(List<String> orderBy, String remedy) {
        if (!isOrderedBy(orderBy)) {
            throw new TableMismatchException("Table %s is ordered by %s, but the definition needs %s. %s"
                    .formatted(name, key(), orderBy, remedy));
        }
    }

    /** Returns whether these columns are the table's sorting key. */
    boolean isOrderedBy(List<String> columns) {
        return key().equals(columns);
    }

    private List<String> key() {
        return List.of(sortingKey.replace("`", "").split(",\\s*"));
    }

    /**
     * Returns what the table lacks for exactly-once rows, each with its remedy, and the columns that stay empty.
     *
     * @param written names of the columns that the job writes
     * @throws TableMismatchException if the table would collapse rows of different events
     */
    List<String> warnings(Set<String> written) {
        List<String> warnings =
                new ArrayList<>(collapseWarnings(lacksRowColumn() ? TableDdl.RECORD_IDENTITY : TableDdl.ROW_IDENTITY));
        if (deduplicationWindow == 0) {
            warnings.add("no deduplication window: an in-flight insert that arrives late can duplicate rows."
                    + " ALTER TABLE … MODIFY SETTING non_replicated_deduplication_window = "
                    + TableDdl.DEDUPLICATION_WINDOW);
        }
        Set<String> unwritten = new TreeSet<>(added);
        unwritten.removeAll(written);
        if (!unwritten.isEmpty()) {
            warnings.add(
                    "columns %s are not in the stream's definition: new rows have NULL there".formatted(unwritten));
        }
        if (!isCheckedByIndex() && !projectedByRecord) {
            warnings.add(
                    "no index of offsets: the start of the job reads the whole table, and the row check after a failure whole"
                            + " partitions. ALTER TABLE … ADD INDEX "
                            + OffsetIndex.ddl());
        } else if (!isCheckedByIndex() && !lacksRowColumn()) {
            warnings.add(PROJECTION_LACKS_ROW);
        }
        return warnings;
    }

    private boolean isCheckedByIndex() {
        return indexed || projected;
    }

    /** Returns whether the table's own projection of version 0.1.0 cannot answer the row check, and no index can. */
    boolean projectionLacksRow() {
        return projectedByRecord && !isCheckedByIndex();
    }

    /**
     * Returns a warning if the table does not collapse duplicates.
     *
     * @param identity columns that identify a row
     * @throws TableMismatchException if the table would collapse rows with different identities
     */
    List<String> collapseWarnings(List<String> identity) {
        if (!collapses()) {
            return List.of("engine %s cannot collapse duplicates; use ReplacingMergeTree".formatted(engine));
        }
        if (!key().containsAll(identity)) {
            throw new TableMismatchException(
                    ("Table %s: %s ordered by (%s) would collapse different events into one. Append %s to its ORDER BY, or set"
                                    + " another table: clickhouse.table of a stream's definition, alerts.table for alerts.")
                            .formatted(name, engine, sortingKey, identity));
        }
        return List.of();
    }
}
