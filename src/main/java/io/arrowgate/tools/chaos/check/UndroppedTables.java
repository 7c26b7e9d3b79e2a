package io.arrowgate.tools.chaos.check;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.config.ClickHouseSettings;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Restores dropped tables under other names after the end of the job, so that rows missing from the recreated table can be
 * found in the dropped one. ClickHouse keeps a dropped table for eight minutes.
 */
final class UndroppedTables {
    private static final String PREFIX = "chaos_dropped_";
    private static final String KEPT = "chaos_kept";

    private final ClickHouseSettings settings;
    private final Set<String> tables = new HashSet<>();

    /** @param settings that reach ClickHouse directly, without a proxy */
    UndroppedTables(ClickHouseSettings settings) {
        this.settings = settings;
    }

    /** Restores the dropped table of this name, if there is one. */
    void undrop(ClickHouseJdbcSession queries, String name) throws SQLException {
        List<Map<String, Object>> dropped = queries.rows(
                "SELECT toString(uuid) AS id FROM system.dropped_tables WHERE database = '%s' AND table = '%s'"
                        .formatted(settings.database(), name));
        if (dropped.size() > 1) {
            throw new IllegalStateException("table %s was dropped %d times; a run can compare only one dropped table"
                    .formatted(name, dropped.size()));
        }
        for (Map<String, Object> one : dropped) {
            queries.execute("RENAME TABLE %s TO %s".formatted(table(name), table(KEPT)));
            queries.execute("UNDROP TABLE %s UUID '%s'".formatted(table(name), one.get("id")));
            queries.execute("RENAME TABLE %s TO %s, %s TO %s"
                    .formatted(table(name), table(PREFIX + name), table(KEPT), table(name)));
            tables.add(name);
        }
    }

    /**
     * Returns an operand of FROM with the rows of a table and those that only the dropped table has. A batch that was in flight
     * at the drop may be in both.
     *
     * @param modifier {@code FINAL} or empty
     */
    String all(String name, String modifier) {
        return tables.contains(name)
                ? "(SELECT * FROM %s %s UNION ALL SELECT * FROM %s %s WHERE %s)"
                        .formatted(table(name), modifier, table(PREFIX + name), modifier, isOnlyInDropped(name))
                : table(name) + " " + modifier;
    }

    /** Returns the number of distinct values that these columns have in rows that only the dropped table has. */
    long countOnlyInDropped(ClickHouseJdbcSession queries, String name, String columns) throws SQLException {
        return tables.contains(name)
                ? queries.number("SELECT uniqExact(%s) FROM %s WHERE %s"
                        .formatted(columns, table(PREFIX + name), isOnlyInDropped(name)))
                : 0;
    }

    private String isOnlyInDropped(String name) {
        return "(_partition, _offset, _row) NOT IN (SELECT _partition, _offset, _row FROM %s)".formatted(table(name));
    }

    private String table(String name) {
        return "`%s`.`%s`".formatted(settings.database(), name);
    }
}
