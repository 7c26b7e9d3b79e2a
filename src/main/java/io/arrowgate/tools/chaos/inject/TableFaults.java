package io.arrowgate.tools.chaos.inject;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.chaos.fault.FaultKind;
import java.sql.SQLException;

/** Changes streams' tables as operators do, and changes them back. */
final class TableFaults {
    private static final String AWAY = "chaos_away";
    private static final String VIEW = "chaos_throwing";
    /** A text; the generators never fill it. */
    private static final String EMPTY_COLUMN = "ID";

    private static final String STREAM_OF_EMPTY_COLUMN = "turnstiles";

    private final ClickHouseSettings settings;

    /** @param settings to reach ClickHouse with, past any proxy */
    TableFaults(ClickHouseSettings settings) {
        this.settings = settings;
    }

    /** Makes a change that is undone by closing. */
    interface Change extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /** Chooses a stream. */
    static String stream(double moment) {
        return StreamDefinitions.BUILT_IN.get((int) (moment * StreamDefinitions.BUILT_IN.size()));
    }

    /** @param moment chooses among the streams, unless only one has what it takes */
    Change apply(FaultKind kind, double moment) throws SQLException {
        String stream = stream(moment);
        return switch (kind) {
            case RENAMED_TABLE -> rename(stream);
            case INCOMPATIBLE_COLUMN -> alter();
            case THROWING_VIEW -> view(stream);
            default -> throw new IllegalArgumentException(kind + " is not about a table");
        };
    }

    private Change rename(String stream) throws SQLException {
        execute("RENAME TABLE %s TO %s".formatted(table(stream), table(AWAY)));
        return () -> execute("RENAME TABLE %s TO %s".formatted(table(AWAY), table(stream)));
    }

    private Change alter() throws SQLException {
        String alter = "ALTER TABLE %s MODIFY COLUMN %s ".formatted(table(STREAM_OF_EMPTY_COLUMN), EMPTY_COLUMN);
        String type = type();
        // Merges are held back, and so are mutations: waiting for one would never end.
        String withoutWaiting = " SETTINGS alter_sync = 0";
        execute(alter + "Nullable(Int8)" + withoutWaiting);
        return () -> execute(alter + type + withoutWaiting);
    }

    private String type() throws SQLException {
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
            return (String) queries.rows(
                            "SELECT type FROM system.columns WHERE database = '%s' AND table = '%s' AND name = '%s'"
                                    .formatted(settings.database(), STREAM_OF_EMPTY_COLUMN, EMPTY_COLUMN))
                    .get(0)
                    .get("type");
        }
    }

    private Change view(String stream) throws SQLException {
        execute("CREATE MATERIALIZED VIEW %s ENGINE = Null AS SELECT throwIf(_offset >= 0, 'chaos') AS thrown FROM %s"
                .formatted(table(VIEW), table(stream)));
        return () -> execute("DROP TABLE " + table(VIEW));
    }

    private void execute(String statement) throws SQLException {
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
            queries.execute(statement);
        }
    }

    private String table(String name) {
        return "`%s`.`%s`".formatted(settings.database(), name);
    }
}
