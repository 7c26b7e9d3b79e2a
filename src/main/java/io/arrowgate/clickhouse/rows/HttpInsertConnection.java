package io.arrowgate.clickhouse.rows;

import static java.util.stream.Collectors.joining;

import com.clickhouse.client.api.ClientConfigProperties;
import com.clickhouse.jdbc.ConnectionImpl;
import com.clickhouse.jdbc.PreparedStatementImpl;
import com.clickhouse.jdbc.internal.ParsedPreparedStatement;
import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.ClickHouseClientFactory;
import io.arrowgate.clickhouse.client.EndpointSelector;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.config.ClickHouseSettings;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import java.util.stream.IntStream;

/**
 * Sends the inserts of a JDBC connection through {@link ClickHouseClient}. The driver only renders the statements, because its own client
 * follows redirects, repeats requests and treats every status 200 as success. The first insert is also the first request.
 */
final class HttpInsertConnection extends ConnectionImpl {
    private final ClickHouseClient client;

    HttpInsertConnection(ClickHouseSettings settings) throws SQLException {
        this(new ClickHouseClient(EndpointSelector.reachable(settings), 0), settings);
    }

    private HttpInsertConnection(ClickHouseClient client, ClickHouseSettings settings) throws SQLException {
        super("jdbc:clickhouse:" + client.endpoint(), properties(settings));
        this.client = client;
    }

    private static Properties properties(ClickHouseSettings settings) {
        Properties properties = ClickHouseClientFactory.jdbc(settings);
        // Without it, the driver queries the server for its time zone.
        properties.setProperty(ClientConfigProperties.SERVER_TIMEZONE.getKey(), "UTC");
        return properties;
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return new Insert(this, sql, getSqlParser().parsePreparedStatement(sql));
    }

    @Override
    public void close() throws SQLException {
        client.close();
        super.close();
    }

    private static final class Insert extends PreparedStatementImpl {
        private final HttpInsertConnection connection;
        private final int rowStart;

        Insert(HttpInsertConnection connection, String sql, ParsedPreparedStatement parsed) throws SQLException {
            super(connection, sql, withoutValues(parsed));
            this.connection = connection;
            rowStart = parsed.getAssignValuesListStartPosition();
        }

        /** Makes the driver render one INSERT per row. It would send those that it combines itself. */
        private static ParsedPreparedStatement withoutValues(ParsedPreparedStatement parsed) {
            parsed.setAssignValuesGroups(0);
            return parsed;
        }

        @Override
        public int[] executeBatch() throws SQLException {
            int rows = batch.size();
            if (rows > 0) {
                String furtherRows = batch.stream()
                        .skip(1)
                        .map(insert -> "," + insert.substring(rowStart))
                        .collect(joining());
                connection.insert(batch.get(0) + furtherRows, rows);
                clearBatch();
            }
            return IntStream.generate(() -> 1).limit(rows).toArray();
        }
    }

    private void insert(String statement, int rows) throws SQLException {
        try {
            long written = client.insertRows(statement);
            if (written < rows) {
                throw RequestFailedException.tooFewRows(written, rows);
            }
        } catch (RequestFailedException e) {
            throw e.toSqlException();
        } catch (InterruptedException e) {
            throw new SQLException("interrupted during an insert", e);
        }
    }
}
