package io.arrowgate.tools.live;

import static io.arrowgate.testing.TestAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.testing.TestClickHouse;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.process.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends queries to the live page's server, which runs them on the shared engine. */
class QueryEndpointIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ENDLESS = "SELECT count() FROM system.numbers";

    private static final String DATABASE = SharedStack.newDatabase();
    private static final int PORT = LoopbackPorts.claim(0, "--live-port");
    private static LiveServer server;

    @BeforeAll
    static void start() throws IOException {
        SharedStack.queryIn(
                DATABASE, "CREATE TABLE pumps (pressure_bar Nullable(Float64)) ENGINE = MergeTree ORDER BY tuple()");
        SharedStack.queryIn(DATABASE, "INSERT INTO pumps VALUES (4.5), (NULL)");
        EventFeed eventFeed = new EventFeed(1);
        server = new LiveServer(
                PORT,
                eventFeed,
                new ServerSentEvents(eventFeed, "f", Duration.ofMinutes(5)),
                new QueryEndpoint(TestClickHouse.shared(DATABASE), Duration.ofSeconds(2)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpRequest.Builder request(String sql) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/query".formatted(PORT)))
                .header("Content-Type", "application/sql")
                .POST(BodyPublishers.ofString(sql));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode run(String sql) throws Exception {
        // Queries of the test before may still be running.
        HttpResponse<String> response =
                await("a free query").until(() -> send(request(sql)), sent -> sent.statusCode() != 429);
        assertThat(response.statusCode()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }

    private static String firstRow(String sql) throws Exception {
        return run(sql).get("rows").get(2).toString();
    }

    @Test
    void resultHasNamesTypesAndTexts() throws Exception {
        JsonNode result = run("SELECT pressure_bar, toUInt64(18446744073709551615) AS largest FROM pumps ORDER BY 1");

        assertThat(result.toString())
                .isEqualTo("{'rows':[['pressure_bar','largest'],['Nullable(Float64)','UInt64'],"
                        .concat("['4.5','18446744073709551615'],['ᴺᵁᴸᴸ','18446744073709551615']],'cut':false}")
                        .replace('\'', '"'));
    }

    @Test
    void resultIsCutAtTheLimit() throws Exception {
        JsonNode complete = run("SELECT * FROM numbers(1000)");
        assertThat(complete.get("rows")).hasSize(2 + QueryEndpoint.MAX_ROWS);
        assertThat(complete.get("cut").booleanValue()).isFalse();
        for (String more : List.of("SELECT * FROM numbers(1001)", "SELECT * FROM system.numbers")) {
            JsonNode cut = run(more);
            assertThat(cut.get("rows")).as(more).hasSize(2 + QueryEndpoint.MAX_ROWS);
            assertThat(cut.get("cut").booleanValue()).as(more).isTrue();
        }
        assertThat(firstRow("SELECT count() FROM (SELECT * FROM numbers(50000))"))
                .isEqualTo("[\"50000\"]");
    }

    @Test
    void resultOfTooManyBytesIsAnError() throws Exception {
        assertThat(run("SELECT repeat('x', 1000000) FROM numbers(34)")
                        .get("error")
                        .textValue())
                .endsWith("did not return a result: the response has more than 33554432 bytes");
    }

    @Test
    void otherFormatIsText() throws Exception {
        assertThat(run("SELECT 1 AS a FORMAT CSVWithNames").get("text").textValue())
                .isEqualTo("\"a\"\n1\n");
    }

    @Test
    void errorIsThatOfClickHouse() throws Exception {
        assertThat(run("SELECT pressure FROM pumps").get("error").textValue())
                .startsWith("Code: 47.")
                .contains("Unknown expression identifier `pressure`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO pumps VALUES (1)",
                "INSERT INTO pumps SELECT 1",
                "WITH 1 AS one INSERT INTO pumps SELECT one",
                "SELECT 1; DROP TABLE pumps",
                "ALTER TABLE pumps DELETE WHERE 1",
                "TRUNCATE TABLE pumps",
                "DROP TABLE pumps",
                "OPTIMIZE TABLE pumps FINAL",
                "CREATE TABLE other (a Int8) ENGINE = Memory",
                "CREATE TEMPORARY TABLE other (a Int8)",
                "KILL QUERY WHERE 1",
                "/* SELECT */ KILL QUERY WHERE 1",
                "# SELECT\nKILL QUERY WHERE 1",
                "SELECT 1 # '\n; KILL QUERY WHERE 1 -- '",
                "(SELECT 1); KILL QUERY WHERE 1",
                "SELECT 1; KILL QUERY WHERE 1",
                "SYSTEM STOP MERGES",
                "SET readonly = 0",
                "SELECT 1 SETTINGS readonly = 0",
                "SELECT 1 SETTINGS max_result_rows = 0",
                "SELECT 1 SETTINGS max_execution_time = 0",
                "SELECT * FROM url('http://127.0.0.1:1/', 'CSV', 'a String')",
                "SELECT * FROM file('/etc/passwd', 'CSV', 'a String')",
                "SELECT * FROM executable('id', 'CSV', 'a String')",
                "SELECT * FROM remote('127.0.0.1:1', system.one)",
                "INSERT INTO FUNCTION file('x.csv', 'CSV', 'a Int8') SELECT 1",
                "SELECT 1 INTO OUTFILE 'x.csv'",
            })
    void statementThatWritesOrLeavesTheDatabaseIsRejected(String statement) throws Exception {
        assertThat(send(request(statement)).body())
                .containsAnyOf("Only one statement that reads", "(READONLY)", "(ACCESS_DENIED)", "(SYNTAX_ERROR)");
        assertThat(SharedStack.queryIn(DATABASE, "SELECT count(), sum(pressure_bar) FROM pumps"))
                .isEqualTo("2\t4.5");
        assertThat(SharedStack.queryIn(DATABASE, "SHOW TABLES")).isEqualTo("pumps");
    }

    @Test
    void longQueryEndsAtTheTimeLimit() throws Exception {
        assertThat(run(ENDLESS).get("error").textValue())
                .startsWith("Code: 159.")
                .contains("2000 ms");
    }

    @Test
    void queryBeyondTheLimitIsRejectedUntilABrowserDisconnects() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> running = new ArrayList<>();
        await("all queries to run")
                .until(
                        () -> {
                            running.add(HTTP.sendAsync(request(ENDLESS).build(), BodyHandlers.ofString()));
                            return send(request("SELECT 1")).statusCode();
                        },
                        status -> status == 429);

        running.forEach(query -> query.cancel(true));

        assertThat(firstRow("SELECT 1")).isEqualTo("[\"1\"]");
    }

    @Test
    void longStatementIsRejected() throws Exception {
        assertThat(send(request(" ".repeat(QueryEndpoint.MAX_STATEMENT_BYTES) + "SELECT 1"))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void requestsOfOtherSitesAreRejected() throws Exception {
        assertThat(send(request("SELECT 1").header("Origin", "https://example.com"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(request("SELECT 1").header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        // What a form or a script can send without asking the server first.
        assertThat(send(request("SELECT 1").setHeader("Content-Type", "text/plain"))
                        .statusCode())
                .isEqualTo(415);
        for (String method : List.of("GET", "PUT", "OPTIONS")) {
            assertThat(send(request("SELECT 1").method(method, BodyPublishers.noBody()))
                            .statusCode())
                    .as(method)
                    .isEqualTo(405);
        }
    }
}
