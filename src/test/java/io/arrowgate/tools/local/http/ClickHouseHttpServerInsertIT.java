package io.arrowgate.tools.local.http;

import static io.arrowgate.tools.local.http.ConformanceServer.query;
import static io.arrowgate.tools.local.http.ConformanceServer.request;
import static io.arrowgate.tools.local.http.ConformanceServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.tools.local.SharedStack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests inserts over HTTP: the places of the data, broken bodies, and the streaming of large ones. */
class ClickHouseHttpServerInsertIT {
    private String table;

    @BeforeEach
    void createTable() {
        table = SharedStack.uniqueName("inserts");
        query("CREATE TABLE " + table + " (id Int64, device LowCardinality(String)) ENGINE = MergeTree ORDER BY id"
                + " SETTINGS non_replicated_deduplication_window = 10");
    }

    @AfterEach
    void dropTable() {
        query("DROP TABLE " + table);
    }

    private HttpResponse<byte[]> insertArrow(byte[] stream) {
        return request()
                .parameter("query", "INSERT INTO " + table + " (id, device) FORMAT ArrowStream")
                .post(stream);
    }

    private String count() {
        return query("SELECT count() FROM " + table);
    }

    @Test
    void dataMayBeInTheUrlTheBodyOrBoth() {
        request().post("INSERT INTO " + table + " VALUES (1, 'a'), (2, 'b')");
        request().parameter("query", "INSERT INTO " + table + " VALUES").post("(3, 'c')");
        request().parameter("query", "INSERT INTO " + table + " FORMAT CSV").post("4,d\n5,e\n");
        request().post("INSERT INTO " + table + " FORMAT JSONEachRow\n{\"id\": 6, \"device\": \"f\"}");
        request().parameter("query", "INSERT INTO " + table + " SELECT 7, 'g'").post("");

        assertThat(query("SELECT groupArray(id), groupArray(device) FROM (SELECT * FROM " + table + " ORDER BY id)"))
                .isEqualTo("[1,2,3,4,5,6,7]\t['a','b','c','d','e','f','g']");
    }

    @Test
    void anArrowStreamWithADictionaryAndZstdIsInserted() throws IOException {
        HttpResponse<byte[]> response = insertArrow(ArrowSamples.idsAndDevices(20_000));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(ConformanceServer.header(response, "X-ClickHouse-Summary")).contains("\"written_rows\":\"20000\"");
        assertThat(query("SELECT count(), sum(id), countIf(device = 'dev-3') FROM " + table))
                .isEqualTo("20000\t199990000\t2000");
    }

    @Test
    void brokenArrowStreamInsertsNoRowsAndTheNextInsertWorks() throws IOException {
        byte[] stream = ArrowSamples.idsAndDevices(20_000);

        HttpResponse<byte[]> cut = insertArrow(Arrays.copyOf(stream, stream.length / 2));
        HttpResponse<byte[]> noArrow = insertArrow("no arrow at all".getBytes(StandardCharsets.UTF_8));

        assertThat(cut.statusCode()).isNotEqualTo(200);
        assertThat(text(cut)).startsWith("Code: ");
        assertThat(noArrow.statusCode()).isNotEqualTo(200);
        assertThat(count()).isEqualTo("0");
        assertThat(insertArrow(stream).statusCode()).isEqualTo(200);
        assertThat(count()).isEqualTo("20000");
    }

    @Test
    void insertWithAKnownTokenAddsNoRows() throws IOException {
        for (int i = 0; i < 2; i++) {
            HttpResponse<byte[]> response = request()
                    .parameter("query", "INSERT INTO " + table + " (id, device) FORMAT ArrowStream")
                    .parameter("insert_deduplication_token", "token-1")
                    .parameter("async_insert", "0")
                    .post(ArrowSamples.idsAndDevices(100));
            assertThat(response.statusCode()).isEqualTo(200);
        }

        assertThat(count()).isEqualTo("100");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 1000\r\n\r\n1,a\n2,b\n", "Transfer-Encoding: chunked\r\n\r\n8\r\n1,a\n2,b\n\r\n"
            })
    void aBodyThatTheConnectionCutsOffLeavesNothing(String rest) throws IOException {
        URI url = URI.create(ConformanceServer.url());
        String request = "POST /?query=INSERT+INTO+" + table + "+FORMAT+CSV HTTP/1.1\r\nHost: " + url.getHost()
                + "\r\nX-ClickHouse-User: " + ConformanceServer.user() + "\r\nX-ClickHouse-Key: "
                + ConformanceServer.password() + "\r\n" + rest;

        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            // The server is done with the request when it ends the connection.
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContain("200 OK");
        }

        assertThat(count()).isEqualTo("0");
    }

    @Test
    void aBrokenContentEncodingIsAnError() {
        HttpResponse<byte[]> response = request()
                .header("Content-Encoding", "gzip")
                .parameter("query", "INSERT INTO " + table + " FORMAT CSV")
                .post("1,a\n");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(text(response)).startsWith("Code: ");
        assertThat(count()).isEqualTo("0");
    }

    @Test
    void largeBodyIsStreamed() {
        byte[] row = "1,device\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        HttpResponse<byte[]> response = request()
                .parameter("query", "INSERT INTO " + table + " FORMAT CSV")
                .post(repeat(row, 50));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(count()).isEqualTo("5000000");
    }

    private static InputStream repeat(byte[] bytes, int times) {
        Enumeration<InputStream> parts = Collections.enumeration(Collections.nCopies(times, bytes).stream()
                .map(part -> (InputStream) new ByteArrayInputStream(part))
                .toList());
        return new SequenceInputStream(parts);
    }

    @Test
    void largeResponseIsStreamed() throws IOException {
        // More than the heap of the engine's process, so it cannot be held there.
        long expected = 300_000L * 1001;

        HttpResponse<InputStream> response = request().postStreaming("SELECT repeat('x', 1000) FROM numbers(300000)");
        long size = 0;
        try (InputStream body = response.body()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                size += read;
            }
        }

        assertThat(size).isEqualTo(expected);
    }
}
