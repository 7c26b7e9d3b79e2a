package io.arrowgate.tools.bench.run;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.config.ClickHouseSettings;
import java.sql.SQLException;

/**
 * Holds back the merges of a table during a run, and then merges all of its parts at once. Which merges ClickHouse runs by itself
 * depends on when parts arrive; their CPU time differed by a factor of two between rounds.
 */
public final class HeldMerges {
    /** More events could make more parts than ClickHouse accepts in a table without merges. */
    private static final long MAX_EVENTS = 8_000_000;

    private final ClickHouseSettings settings;
    private final String table;
    private final boolean held;

    private HeldMerges(ClickHouseSettings settings, String table, boolean held) {
        this.settings = settings;
        this.table = table;
        this.held = held;
    }

    /**
     * Holds back the merges of a table from now on.
     *
     * @param table unquoted, without its database
     * @param events that the table will get; the merges of a large table run as usual
     */
    public static HeldMerges of(ClickHouseSettings settings, String table, long events) throws SQLException {
        HeldMerges merges =
                new HeldMerges(settings, SqlQuoting.table(settings.database(), table), events <= MAX_EVENTS);
        if (merges.held) {
            merges.execute("SYSTEM STOP MERGES " + merges.table);
        }
        return merges;
    }

    /** Merges all parts and waits for the end. */
    public void run() throws SQLException {
        if (held) {
            execute("SYSTEM START MERGES " + table);
            execute("OPTIMIZE TABLE " + table + " FINAL");
        }
    }

    private void execute(String statement) throws SQLException {
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
            queries.execute(statement);
        }
    }
}
