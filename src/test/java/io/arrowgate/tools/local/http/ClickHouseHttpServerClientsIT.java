package io.arrowgate.tools.local.http;

import static io.arrowgate.tools.local.http.ConformanceServer.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import io.arrowgate.tools.local.SharedStack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the HTTP interface with the job's clients, clickhouse-jdbc and client-v2. */
class ClickHouseHttpServerClientsIT {
    private String database;

    @BeforeEach
    void createDatabase() {
        database = SharedStack.uniqueName("clients");
        query("CREATE DATABASE " + database);
    }

    @AfterEach
    void dropDatabase() {
        query("DROP DATABASE " + database);
    }

    @Test
    void connectionsOfManyClientsStayOpenBetweenRequests() throws IOException {
        URI server = URI.create(ConformanceServer.url());
        byte[] ping = "GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                clients.add(new Socket(server.getHost(), server.getPort()));
            }
            for (int round = 0; round < 2; round++) {
                for (Socket client : clients) {
                    client.getOutputStream().write(ping);
                    StringBuilder answer = new StringBuilder();
                    while (answer.indexOf("Ok.\n") < 0) {
                        int read = client.getInputStream().read();
                        assertThat(read).as("round %d ends", round).isNotNegative();
                        answer.append((char) read);
                    }
                }
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private Connection jdbc() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", ConformanceServer.user());
        properties.setProperty("password", ConformanceServer.password());
        return DriverManager.getConnection("jdbc:clickhouse:" + ConformanceServer.url() + "/" + database, properties);
    }

    private Client client(boolean compress) {
        return new Client.Builder()
                .addEndpoint(ConformanceServer.url())
                .setUsername(ConformanceServer.user())
                .setPassword(ConformanceServer.password())
                .setDefaultDatabase(database)
                .compressServerResponse(compress)
                .compressClientRequest(compress)
                .build();
    }

    @Test
    void jdbcCreatesATableInsertsAndReadsTypesBack() throws SQLException {
        try (Connection connection = jdbc();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (a Int32, s String, d Decimal(10, 2), at DateTime64(3, 'UTC'),"
                    + " n Nullable(Float64)) ENGINE = MergeTree ORDER BY a");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?, ?)")) {
                for (int i = 0; i < 3; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "it's \\ row " + i);
                    insert.setBigDecimal(3, new BigDecimal("1.25"));
                    insert.setString(4, "2026-01-02 03:04:05.678");
                    insert.setObject(5, null);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            try (ResultSet rows = statement.executeQuery("SELECT * FROM t ORDER BY a DESC")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt("a")).isEqualTo(2);
                assertThat(rows.getString("s")).isEqualTo("it's \\ row 2");
                assertThat(rows.getBigDecimal("d")).isEqualByComparingTo("1.25");
                assertThat(rows.getTimestamp("at").toInstant()).isEqualTo("2026-01-02T03:04:05.678Z");
                assertThat(rows.getObject("n")).isNull();
            }
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM no_such_table"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("no_such_table");
        }
    }

    @Test
    void jdbcReadsEveryRowOfAResultInSeveralBlocks() throws SQLException {
        try (Connection connection = jdbc();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT number, 'row ' || toString(number) FROM numbers(1000) SETTINGS max_block_size = 100")) {
            int count = 0;
            while (rows.next()) {
                assertThat(rows.getLong(1)).isEqualTo(count);
                assertThat(rows.getString(2)).isEqualTo("row " + count);
                count++;
            }
            assertThat(count).isEqualTo(1000);
        }
    }

    @Test
    void clientInsertsAnArrowStreamAndQueriesIt() throws Exception {
        query("CREATE TABLE " + database + ".t (id Int64, device String) ENGINE = MergeTree ORDER BY id");
        try (Client client = client(false)) {
            InsertSettings settings = new InsertSettings()
                    .setQueryId(SharedStack.uniqueName("insert"))
                    .setDeduplicationToken("token")
                    .serverSetting("async_insert", "0");
            try (InsertResponse response = client.insert(
                            "t",
                            List.of("id", "device"),
                            new ByteArrayInputStream(ArrowSamples.idsAndDevices(1000)),
                            ClickHouseFormat.ArrowStream,
                            settings)
                    .get()) {
                assertThat(response.getWrittenRows()).isEqualTo(1000);
            }
            List<GenericRecord> rows = client.queryAll("SELECT count() AS c, max(id) AS m FROM t");
            assertThat(rows.get(0).getLong("c")).isEqualTo(1000);
            assertThat(rows.get(0).getLong("m")).isEqualTo(999);
        }
    }

    @Test
    @SuppressWarnings("try") // the client's close() declares Exception
    void clientMayCompressBothWays() throws Exception {
        query("CREATE TABLE " + database + ".t (id Int64, device String) ENGINE = MergeTree ORDER BY id");
        byte[] lines = "1\tx\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        try (Client client = client(true)) {
            client.insert("t", new ByteArrayInputStream(lines), ClickHouseFormat.TSV)
                    .get()
                    .close();
            try (QueryResponse response = client.query(
                            "SELECT * FROM t", new QuerySettings().setFormat(ClickHouseFormat.TSV))
                    .get()) {
                assertThat(response.getInputStream().readAllBytes()).isEqualTo(lines);
            }
        }
    }

    @Test
    void clientSeesTheServersErrorCode() {
        try (Client client = client(true)) {
            assertThatThrownBy(() -> client.queryAll("SELECT * FROM no_such_table"))
                    .hasStackTraceContaining("no_such_table")
                    .satisfies(e -> assertThat(codeOf(e)).isEqualTo(60));
        }
    }

    private static int codeOf(Throwable e) {
        Throwable cause = e;
        while (!(cause instanceof ServerException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return ((ServerException) cause).getCode();
    }
}
