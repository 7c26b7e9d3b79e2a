package io.arrowgate.tools.chaos.inject;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.chaos.fault.FaultKind;
import java.sql.SQLException;

/** Changes streams' tables like an operator would, and reverts the changes. */
final class TableFaults {
    private static final String RENAMED = "chaos_away";
    private static final String VIEW = "chaos_throwing";
    /** A String column that the generators never fill. */
    private static final String EMPTY_COLUMN = "ID";

    private static final String STREAM_OF_EMPTY_COLUMN = "turnstiles";

    private final ClickHouseSettings settings;

    /** @param settings that reach ClickHouse directly, without a proxy */
    TableFaults(ClickHouseSettings settings) {
        this.settings = settings;
    }

    /** Represents a change that closing reverts. */
    interface Change extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /** Selects a stream. */
    static String stream(double moment) {
        return StreamDefinitions.BUILT_IN.get((int) (moment * StreamDefinitions.BUILT_IN.size()));
    }

    /** @param moment selects a stream, unless only one stream supports the change */
    Change apply(FaultKind kind, double moment) throws SQLException {
        String stream = stream(moment);
        return switch (kind) {
            case RENAMED_TABLE -> rename(stream);
            case INCOMPATIBLE_COLUMN -> alter();
            case THROWING_VIEW -> view(stream);
            default -> throw new IllegalArgumentException(kind + " does not change a table");
        };
    }

    private Change rename(String stream) throws SQLException {
        execute("RENAME TABLE %s TO %s".formatted(table(stream), table(RENAMED)));
        return () -> execute("RENAME TABLE %s TO %s".formatted(table(RENAMED), table(stream)));
    }

    private Change alter() throws SQLException {
        String alter = "ALTER TABLE %s MODIFY COLUMN %s ".formatted(table(STREAM_OF_EMPTY_COLUMN), EMPTY_COLUMN);
        String type = type();
        // Disabled merges also block mutations: waiting for one would never end.
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
