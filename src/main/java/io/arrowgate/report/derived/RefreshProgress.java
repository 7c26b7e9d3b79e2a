package io.arrowgate.report.derived;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stores the progress of refreshes: the greatest processed block number for each derived table and each partition of its source.
 *
 * <p>Written after the rows. If the progress is lost or stale, the next refresh recomputes the same rows.
 */
public final class RefreshProgress {
    public static final String NAME = "derived_progress";

    private static final SqlTemplate CREATE_TABLE = SqlTemplate.resource("report/derived_progress");

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

    /** Returns the greatest processed block number by partition id. */
    Map<String, Long> of(DerivedTable table) throws SQLException {
        Map<String, Long> blocks = new HashMap<>();
        String sql = "SELECT partition_id, block FROM %s FINAL WHERE table = %s AND block > 0"
                .formatted(SqlQuoting.table(database, NAME), SqlQuoting.text(table.name()));
        for (Map<String, Object> row : queries.rows(sql)) {
            blocks.put((String) row.get("partition_id"), ((Number) row.get("block")).longValue());
        }
        return blocks;
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
