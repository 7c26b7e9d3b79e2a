package io.arrowgate.tools.chaos.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.clickhouse.client.ClickHouseClientFactory;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.EndpointSelector;
import io.arrowgate.config.ClickHouseSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;

/** Fills a ClickHouse table with rows in RowBinary format, a few megabytes at a time. */
final class RowBinaryTable {
    private static final int INSERT_BYTES = 8 << 20;

    private final ClickHouseSettings settings;
    private final HttpClient http;
    private final String name;
    private final ByteArrayOutputStream rows = new ByteArrayOutputStream();

    private RowBinaryTable(ClickHouseSettings settings, String name) {
        this.settings = settings;
        this.name = name;
        http = ClickHouseClientFactory.http(settings);
    }

    /**
     * Creates a table.
     *
     * @param name qualified and quoted
     * @param layout columns in parentheses
     * @param order columns to sort by, in parentheses
     */
    static RowBinaryTable create(ClickHouseSettings settings, String name, String layout, String order)
            throws SQLException {
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
            queries.execute("CREATE TABLE %s %s ENGINE = MergeTree ORDER BY %s".formatted(name, layout, order));
        }
        return new RowBinaryTable(settings, name);
    }

    void add(byte[] row) throws IOException, InterruptedException {
        rows.writeBytes(row);
        if (rows.size() > INSERT_BYTES) {
            flush();
        }
    }

    /** Inserts the rows since the last insert. */
    void flush() throws IOException, InterruptedException {
        ClickHouseSettings server = EndpointSelector.reachable(settings);
        String statement = URLEncoder.encode("INSERT INTO " + name + " FORMAT RowBinary", UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/?async_insert=0&query=" + statement))
                .header("X-ClickHouse-User", server.user())
                .header("X-ClickHouse-Key", server.password())
                .POST(HttpRequest.BodyPublishers.ofByteArray(rows.toByteArray()))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("ClickHouse rejected rows for %s: %s".formatted(name, response.body()));
        }
        rows.reset();
    }
}
