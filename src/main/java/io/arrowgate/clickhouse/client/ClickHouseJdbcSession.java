package io.arrowgate.clickhouse.client;

import com.clickhouse.jdbc.Driver;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.option.InvalidSettingException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Runs statements on one server. If several servers are configured, it uses the first that responds; after a failure that may be
 * specific to the server, the next statement chooses again. One thread at a time may use it.
 *
 * <p>Queries use JDBC: the driver rejects a response that is not in its format. Other statements use {@link ClickHouseClient}, because
 * the driver's client follows redirects and treats every status 200 as success.
 */
public final class ClickHouseJdbcSession implements AutoCloseable {
    private final ClickHouseSettings settings;
    private ClickHouseSettings server;
    private Connection connection;
    private ClickHouseClient client;

    /** Connects to a server. Statements must qualify tables with their database, which need not exist yet. */
    public ClickHouseJdbcSession(ClickHouseSettings settings) throws SQLException {
        this.settings = settings;
        connection();
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            server = EndpointSelector.reachable(settings);
            Properties properties = ClickHouseClientFactory.jdbc(server);
            // Without it, a query that fails midway could look like a shorter result.
            properties.setProperty("clickhouse_setting_wait_end_of_query", "1");
            // DriverManager does not find drivers in a job's class loader.
            connection = new Driver().connect("jdbc:clickhouse:" + server.url(), properties);
        }
        return connection;
    }

    private ClickHouseClient client() throws SQLException {
        connection();
        if (client == null) {
            client = new ClickHouseClient(server, 0);
        }
        return client;
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> T run(Work<T> work) throws SQLException {
        try {
            return work.run();
        } catch (SQLException e) {
            InvalidSettingException wrongSetting =
                    ClickHouseConnectionErrors.of(e, server).orElse(null);
            if (wrongSetting == null) {
                disconnectIfServerSpecific(e);
                throw e;
            }
            throw new SQLException(wrongSetting.getMessage(), e.getSQLState(), e.getErrorCode(), wrongSetting);
        }
    }

    /** Closes the connection if the failure has no error code of ClickHouse and another server is configured. */
    private void disconnectIfServerSpecific(SQLException failure) {
        if (failure.getErrorCode() > 0 || settings.urls().size() == 1) {
            return;
        }
        try {
            close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        } finally {
            connection = null;
            client = null;
        }
    }

    /** Runs a query and returns its rows; each maps column names to values, in the order of the columns. */
    public List<Map<String, Object>> rows(String sql) throws SQLException {
        return run(() -> {
            try (Statement statement = connection().createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                return rows(result);
            }
        });
    }

    private static List<Map<String, Object>> rows(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        List<Map<String, Object>> rows = new ArrayList<>();
        while (result.next()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                row.put(columns.getColumnLabel(i), result.getObject(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Runs a query that returns one number, and returns it. */
    public long number(String sql) throws SQLException {
        return run(() -> {
            try (Statement statement = connection().createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                if (!result.next()) {
                    throw new SQLException("the query returned no row: " + sql);
                }
                return result.getLong(1);
            }
        });
    }

    /** Runs a statement that returns no rows. An interrupt ends the wait for its response. */
    public void execute(String sql) throws SQLException {
        run(() -> {
            try {
                client().execute(sql);
            } catch (RequestFailedException e) {
                throw e.toSqlException();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted during a statement", e);
            }
            return null;
        });
    }

    /** Runs a DDL statement for a database, table or view; with {@code ON CLUSTER} if {@code clickhouse.cluster} is set. */
    public void define(String sql) throws SQLException {
        execute(settings.cluster() == null ? sql : ClusterDdl.onCluster(sql, settings.cluster()));
    }

    @Override
    public void close() throws SQLException {
        if (client != null) {
            client.close();
        }
        if (connection != null) {
            connection.close();
        }
    }
}
