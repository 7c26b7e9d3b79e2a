package io.arrowgate.report;

import io.arrowgate.clickhouse.ClickHouseQueries;
import io.arrowgate.clickhouse.Sql;
import io.arrowgate.clickhouse.SqlTemplate;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of what derived tables have taken in: for each of them and each partition of its source, the greatest block number.
 *
 * <p>It is written behind the rows. If it is lost, or behind, the same is worked out once more.
 */
final class TakenIn {
    static final String NAME = "derived_progress";

    private static final SqlTemplate CREATE_TABLE = SqlTemplate.resource("report/derived_progress");

    private final ClickHouseQueries queries;
    private final String database;

    TakenIn(ClickHouseQueries queries, String database) {
        this.queries = queries;
        this.database = database;
    }

    void createTable() throws SQLException {
        queries.define(createTable(database));
    }

    static String createTable(String database) {
        return CREATE_TABLE.with("table", Sql.table(database, NAME)).render();
    }

    /** By partition id. */
    Map<String, Long> of(DerivedTable table) throws SQLException {
        Map<String, Long> blocks = new HashMap<>();
        String sql = "SELECT partition_id, block FROM %s FINAL WHERE table = %s AND block > 0"
                .formatted(Sql.table(database, NAME), Sql.text(table.name()));
        for (Map<String, Object> row : queries.rows(sql)) {
            blocks.put((String) row.get("partition_id"), ((Number) row.get("block")).longValue());
        }
        return blocks;
    }

    void record(DerivedTable table, Map<String, Long> blocks) throws SQLException {
        List<String> rows = blocks.entrySet().stream()
                .map(entry -> "(%s, %s, %d, now64(6))"
                        .formatted(Sql.text(table.name()), Sql.text(entry.getKey()), entry.getValue()))
                .toList();
        if (!rows.isEmpty()) {
            queries.execute("INSERT INTO %s VALUES %s".formatted(Sql.table(database, NAME), String.join(", ", rows)));
        }
    }
}
