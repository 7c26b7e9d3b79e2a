package io.arrowgate.report.derived;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.stream.StreamDefinition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stores the progress of refreshes: the greatest processed block number for each derived table and each partition of its source.
 *
 * <p>Written after the rows. If the progress is lost or stale, the next refresh recomputes the same rows.
 */
public final class RefreshProgress {
    public static final String NAME = "derived_progress";
    /** Block number of a partition whose rows must all be recomputed, although they have been. */
    static final long INVALIDATED = -1;

    private static final SqlTemplate CREATE_TABLE = SqlTemplate.resource("report/derived_progress");
    private static final SqlTemplate CHANGED = SqlTemplate.resource("report/changed_partitions");

    private final ClickHouseJdbcSession queries;
    private final String database;

    RefreshProgress(ClickHouseJdbcSession queries, String database) {
        this.queries = queries;
        this.database = database;
    }

    void createTable() throws SQLException {
        queries.define(createTable(database));
    }

    public static String createTable(String database) {
        return CREATE_TABLE.with("table", SqlQuoting.table(database, NAME)).render();
    }

    /**
     * Returns the partitions whose newest block is not the processed one, for all tables in one query: by derived table and partition
     * id, the greatest processed block number, which is 0 for none.
     */
    Map<String, Map<String, Long>> changed(List<DerivedTable> tables) throws SQLException {
        Map<String, Map<String, Long>> changed = new HashMap<>();
        if (tables.isEmpty()) {
            return changed;
        }
        for (Map<String, Object> row : queries.rows(changedPartitions(database, tables))) {
            changed.computeIfAbsent((String) row.get("derived"), none -> new TreeMap<>())
                    .put((String) row.get("partition_id"), ((Number) row.get("processed")).longValue());
        }
        return changed;
    }

    /** Returns the query that finds the partitions that the derived tables of a stream have not processed. */
    public static String changedPartitions(String database, StreamDefinition stream) {
        return changedPartitions(database, DerivedTables.of(stream));
    }

    private static String changedPartitions(String database, List<DerivedTable> tables) {
        Map<String, List<String>> bySource = tables.stream()
                .collect(groupingBy(DerivedTable::source, LinkedHashMap::new, mapping(DerivedTable::name, toList())));
        List<String> derivedBySource = new ArrayList<>();
        bySource.forEach((source, derived) ->
                derivedBySource.add(SqlQuoting.text(source) + ", [" + SourcePortion.texts(derived) + "]"));
        return CHANGED.with("derived_by_source", String.join(", ", derivedBySource))
                .with("database", SqlQuoting.text(database))
                .with("sources", SourcePortion.texts(bySource.keySet()))
                .with("progress", SqlQuoting.table(database, NAME))
                .with(
                        "tables",
                        tables.stream()
                                .map(DerivedTable::name)
                                .map(SqlQuoting::text)
                                .collect(joining(", ")))
                .render();
    }

    /** Makes the next refresh recompute a table from all rows. */
    void invalidate(DerivedTable table) throws SQLException {
        Map<String, Long> blocks = new HashMap<>();
        String sql = "SELECT DISTINCT partition_id FROM %s WHERE table = %s"
                .formatted(SqlQuoting.table(database, NAME), SqlQuoting.text(table.name()));
        for (Map<String, Object> row : queries.rows(sql)) {
            blocks.put((String) row.get("partition_id"), INVALIDATED);
        }
        record(table, blocks);
    }

    void record(DerivedTable table, Map<String, Long> blocks) throws SQLException {
        List<String> rows = blocks.entrySet().stream()
                .map(entry -> "(%s, %s, %d, now64(6))"
                        .formatted(SqlQuoting.text(table.name()), SqlQuoting.text(entry.getKey()), entry.getValue()))
                .toList();
        if (!rows.isEmpty()) {
            queries.execute(
                    "INSERT INTO %s VALUES %s".formatted(SqlQuoting.table(database, NAME), String.join(", ", rows)));
        }
    }
}
