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
 * Runs statements on one server; for one thread at a time. If several servers are configured, it is one that answers; after a failure
 * that may be the server's, the next statement chooses again.
 *
 * <p>Queries go through JDBC, whose driver takes no response for rows that is not in its format. Any other statement goes through
 * {@link ClickHouseClient}: the driver's client follows redirects, and takes every 200 for success.
 */
public final class ClickHouseJdbcSession implements AutoCloseable {
    private final ClickHouseSettings settings;
    private ClickHouseSettings server;
    private Connection connection;
    private ClickHouseClient client;

    /** Connects to the settings' server. Statements name their database: it need not be there yet. */
    public ClickHouseJdbcSession(ClickHouseSettings settings) throws SQLException {
        this.settings = settings;
        connection();
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            server = EndpointSelector.reachable(settings);
            Properties properties = ClickHouseClientFactory.jdbc(server);
            // Without it a failure half-way could look like a shorter answer.
            properties.setProperty("clickhouse_setting_wait_end_of_query", "1");
            // Not through DriverManager, which does not see drivers of a job's own class loader.
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

    /** What is done on the server. */
    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> T run(Work<T> work) throws SQLException {
        try {
            return work.run();
        } catch (SQLException e) {
            InvalidSettingException refusal =
                    ClickHouseConnectionErrors.of(e, server).orElse(null);
            if (refusal == null) {
                chooseAnew(e);
                throw e;
            }
            throw new SQLException(refusal.getMessage(), e.getSQLState(), e.getErrorCode(), refusal);
        }
    }

    /** Closes the connection if another server may do better: this one did not answer, or a proxy did in its place. */
    private void chooseAnew(SQLException failure) {
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

    /** The rows of an answer, each by column name in the answer's order. */
    public List<Map<String, Object>> rows(String sql) throws SQLException {
        return run(() -> {
            try (Statement statement = connection().createStatement();
                    ResultSet answer = statement.executeQuery(sql)) {
                return rows(answer);
            }
        });
    }

    private static List<Map<String, Object>> rows(ResultSet answer) throws SQLException {
        ResultSetMetaData columns = answer.getMetaData();
        List<Map<String, Object>> rows = new ArrayList<>();
        while (answer.next()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                row.put(columns.getColumnLabel(i), answer.getObject(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** The only value of an answer that is one number. */
    public long number(String sql) throws SQLException {
        return run(() -> {
            try (Statement statement = connection().createStatement();
                    ResultSet answer = statement.executeQuery(sql)) {
                if (!answer.next()) {
                    throw new SQLException("no row came back for: " + sql);
                }
                return answer.getLong(1);
            }
        });
    }

    /** Runs a statement that returns no rows. An interrupt ends the wait for it. */
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

    /** Runs a statement that creates or changes a database, table or view: on the settings' cluster, if there is one. */
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
