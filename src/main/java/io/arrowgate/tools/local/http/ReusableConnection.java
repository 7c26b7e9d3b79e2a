package io.arrowgate.tools.local.http;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.tools.local.engine.ChDbConnection;
import io.arrowgate.tools.local.engine.ClickHouseException;
import java.util.Map;

/**
 * Represents a connection for one request after the other. Opening and closing one for each request takes as long as a short
 * query.
 */
final class ReusableConnection implements AutoCloseable {
    private static final String DEFAULT_DATABASE = "default";

    private final ChDbConnection connection;
    private String database = DEFAULT_DATABASE;
    private Map<String, String> settings = Map.of();

    ReusableConnection(ChDbConnection connection) {
        this.connection = connection;
    }

    /**
     * Selects the request's database, and sets its settings and no others. After an exception the connection must be closed.
     *
     * @throws ClickHouseException 81 for an unknown database, 115 for an unknown setting
     */
    void prepare(RequestParameters request) {
        String wanted = request.database().orElse(DEFAULT_DATABASE);
        // Selects an unchanged database, too: it may have been dropped.
        if (!(wanted.equals(DEFAULT_DATABASE) && database.equals(DEFAULT_DATABASE))) {
            connection.execute("USE " + SqlQuoting.name(wanted));
            database = wanted;
        }
        Map<String, String> wantedSettings = request.settings();
        SetStatement changes = new SetStatement();
        wantedSettings.forEach((name, value) -> {
            if (!value.equals(settings.get(name))) {
                changes.set(name, value);
            }
        });
        settings.keySet().stream()
                .filter(name -> !wantedSettings.containsKey(name))
                .forEach(changes::reset);
        if (!changes.sql().isEmpty()) {
            connection.execute(changes.sql());
        }
        settings = wantedSettings;
    }

    ChDbConnection connection() {
        return connection;
    }

    @Override
    public void close() {
        connection.close();
    }
}
