package io.arrowgate.clickhouse;

import com.clickhouse.jdbc.Driver;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.InvalidSettingException;
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
 * Runs statements over one JDBC connection; for one thread at a time. If several servers are configured, the connection is to one that
 * answers; after a failure that may be the server's, the next statement chooses again.
 */
public final class ClickHouseQueries implements AutoCloseable {
    private final ClickHouseSettings settings;
    private ClickHouseSettings server;
    private Connection connection;

    /** Connects to the settings' server. Statements name their database: it need not be there yet. */
    public ClickHouseQueries(ClickHouseSettings settings) throws SQLException {
        this.settings = settings;
        connection();
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            server = Endpoints.reachable(settings);
            connection = connect(server, Map.of());
        }
        return connection;
    }

    /**
     * Connects to a server that answers.
     *
     * @param more further properties of the driver
     */
    static Connection connect(ClickHouseSettings settings, Map<String, String> more) throws SQLException {
        Properties properties = ClickHouseAccess.jdbc(settings);
        properties.putAll(more);
        // Not through DriverManager, which does not see drivers of a job's own class loader.
        return new Driver()
                .connect("jdbc:clickhouse:" + Endpoints.reachable(settings).url(), properties);
    }

    /** What is done with a statement. */
    private interface Work<T> {
        T on(Statement statement) throws SQLException;
    }

    private <T> T run(Work<T> work) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            return work.on(statement);
        } catch (SQLException e) {
            InvalidSettingException refusal = Refusal.of(e, server).orElse(null);
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
        try (Connection given = connection) {
            connection = null;
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** The rows of an answer, each by column name in the answer's order. */
    public List<Map<String, Object>> rows(String sql) throws SQLException {
        return run(statement -> {
            try (ResultSet answer = statement.executeQuery(sql)) {
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
        return run(statement -> {
            try (ResultSet answer = statement.executeQuery(sql)) {
                if (!answer.next()) {
                    throw new SQLException("no row came back for: " + sql);
                }
                return answer.getLong(1);
            }
        });
    }

    public void execute(String sql) throws SQLException {
        run(statement -> statement.execute(sql));
    }

    /** Runs a statement that creates or changes a database, table or view: on the settings' cluster, if there is one. */
    public void define(String sql) throws SQLException {
        execute(settings.cluster() == null ? sql : ClusterDdl.onCluster(sql, settings.cluster()));
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }
}
