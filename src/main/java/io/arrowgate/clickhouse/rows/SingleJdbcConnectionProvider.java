package io.arrowgate.clickhouse.rows;

import io.arrowgate.config.ClickHouseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;

/**
 * Holds the JDBC connection of a writer. The connector's own provider uses DriverManager and has the password in its options.
 */
final class SingleJdbcConnectionProvider implements JdbcConnectionProvider {
    private final ClickHouseSettings settings;
    private transient Connection connection;

    SingleJdbcConnectionProvider(ClickHouseSettings settings) {
        this.settings = settings;
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    /** HTTP requests are independent, so an existing connection cannot become invalid. */
    @Override
    public boolean isConnectionValid() {
        return connection != null;
    }

    @Override
    public Connection getOrEstablishConnection() throws SQLException {
        if (connection == null) {
            connection = new HttpInsertConnection(settings);
        }
        return connection;
    }

    @Override
    public Connection reestablishConnection() throws SQLException {
        closeConnection();
        return getOrEstablishConnection();
    }

    @Override
    public void closeConnection() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the connection to ClickHouse cannot be closed", e);
        } finally {
            connection = null;
        }
    }
}
