package io.arrowgate.tools.local.http;

import static io.arrowgate.tools.local.http.ConformanceServer.header;
import static io.arrowgate.tools.local.http.ConformanceServer.query;
import static io.arrowgate.tools.local.http.ConformanceServer.request;
import static io.arrowgate.tools.local.http.ConformanceServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.tools.local.SharedStack;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Tests requests and responses against the documentation of ClickHouse's HTTP interface. */
class ClickHouseHttpServerConformanceIT {
    private static void assertError(HttpResponse<byte[]> response, int status, int code, String name) {
        assertThat(text(response))
                .startsWith("Code: " + code + ". DB::Exception: ")
                .contains("(" + name + ")");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "X-ClickHouse-Exception-Code")).isEqualTo(String.valueOf(code));
    }

    @Test
    void pingIsAnsweredWithoutCredentials() {
        assertThat(text(request().anonymous().path("/ping").get())).isEqualTo("Ok.\n");
        assertThat(text(request().anonymous().path("/").get())).isEqualTo("Ok.\n");
        assertThat(text(request().anonymous().path("/replicas_status").get())).isEqualTo("Ok.\n");
    }

    @Test
    void queryComesInTheUrlTheBodyOrBoth() {
        assertThat(text(request().parameter("query", "SELECT 1").get())).isEqualTo("1\n");
        assertThat(text(request().post("SELECT 2"))).isEqualTo("2\n");
        assertThat(text(request().parameter("query", "SELECT").post("3"))).isEqualTo("3\n");
    }

    @Test
    void formatIsTheClausesTheParametersOrTheHeaders() {
        assertThat(text(request().post("SELECT 1 AS a, 'x' AS b FORMAT CSV"))).isEqualTo("1,\"x\"\n");
        assertThat(text(request().parameter("default_format", "JSONEachRow").post("SELECT 1 AS a")))
                .isEqualTo("{\"a\":1}\n");
        HttpResponse<byte[]> json =
                request().header("X-ClickHouse-Format", "JSON").post("SELECT 1 AS a");
        assertThat(text(json)).contains("\"meta\"", "\"rows\": 1");
        assertThat(header(json, "X-ClickHouse-Format")).isEqualTo("JSON");
        assertThat(header(json, "Content-Type")).startsWith("application/json");
    }

    @Test
    void formatHeaderAndFooterAppearOnceInAResultOfSeveralBlocks() {
        String rows = "SELECT number AS n FROM numbers(1000) SETTINGS max_block_size = 100 FORMAT ";
        assertThat(text(request().post(rows + "CSVWithNames")).split("\n")).hasSize(1001);
        assertThat(text(request().post(rows + "TSVWithNamesAndTypes")).split("\n"))
                .hasSize(1002);
        assertThat(text(request().post(rows + "JSONCompact")))
                .containsOnlyOnce("\"meta\"")
                .contains("\"rows\": 1000");
        assertThat(text(request().post(rows + "TSV")).split("\n")).hasSize(1000);
    }

    @Test
    void responsesHaveQueryIdTimeZoneAndSummary() {
        HttpResponse<byte[]> response = request()
                .parameter("query_id", "conformance-id")
                .parameter("wait_end_of_query", "1")
                .post("SELECT number FROM numbers(10)");

        assertThat(header(response, "X-ClickHouse-Query-Id")).isEqualTo("conformance-id");
        assertThat(header(response, "X-ClickHouse-Timezone")).isNotEmpty();
        assertThat(header(response, "X-ClickHouse-Server-Display-Name")).isNotEmpty();
        assertThat(header(response, "X-ClickHouse-Summary")).contains("\"read_rows\":\"10\"");
    }

    @Test
    void parametersAreBoundByName() {
        HttpResponse<byte[]> response = request()
                .parameter("param_n", "7")
                .parameter("param_s", "it's")
                .post("SELECT {n:UInt8} + 1, {s:String}");

        assertThat(text(response)).isEqualTo("8\tit\\'s\n");
        assertError(request().post("SELECT {n:UInt8}"), 400, 456, "UNKNOWN_QUERY_PARAMETER");
    }

    @Test
    void settingsApplyToTheQueryAndUnknownOnesAreRejected() {
        assertThat(text(request().parameter("max_threads", "3").post("SELECT getSetting('max_threads')")))
                .isEqualTo("3\n");
        assertError(request().parameter("no_such_setting", "1").post("SELECT 1"), 404, 115, "UNKNOWN_SETTING");
        assertError(
                request().parameter("max_execution_time", "1").post("SELECT count() FROM system.numbers"),
                408,
                159,
                "TIMEOUT_EXCEEDED");
    }

    @Test
    void databaseIsTheParametersOrTheHeaders() {
        assertThat(text(request().parameter("database", "system").post("SELECT currentDatabase()")))
                .isEqualTo("system\n");
        assertThat(text(request().header("X-ClickHouse-Database", "system").post("SELECT currentDatabase()")))
                .isEqualTo("system\n");
        assertError(request().parameter("database", "no_such").post("SELECT 1"), 404, 81, "UNKNOWN_DATABASE");
    }

    @Test
    void errorsHaveTheServersCodesAndStatuses() {
        assertError(request().post("SELEC 1"), 400, 62, "SYNTAX_ERROR");
        assertError(request().post("SELECT 1; SELECT 2"), 400, 62, "SYNTAX_ERROR");
        assertError(request().post("SELECT * FROM no_such_table"), 404, 60, "UNKNOWN_TABLE");
        assertError(request().post("INSERT INTO no_such_table FORMAT TSV\n1"), 404, 60, "UNKNOWN_TABLE");
        assertError(request().post("SELECT 1 FORMAT NoSuchFormat"), 404, 73, "UNKNOWN_FORMAT");
        assertError(request().post("SELECT throwIf(1)"), 500, 395, "FUNCTION_THROW_IF_VALUE_IS_NON_ZERO");
        assertError(request().parameter("query", "CREATE DATABASE x").get(), 500, 164, "READONLY");
    }

    @Test
    void wrongCredentialsAreRejected() {
        assertError(
                request().anonymous().header("X-ClickHouse-User", "nobody").post("SELECT 1"),
                403,
                516,
                "AUTHENTICATION_FAILED");
        assertError(
                request()
                        .anonymous()
                        .parameter("user", ConformanceServer.user())
                        .parameter("password", "wrong")
                        .post("SELECT 1"),
                403,
                516,
                "AUTHENTICATION_FAILED");
        assertThat(text(request()
                        .anonymous()
                        .header("X-ClickHouse-User", ConformanceServer.user())
                        .header("X-ClickHouse-Key", ConformanceServer.password())
                        .post("SELECT 1")))
                .isEqualTo("1\n");
    }

    @Test
    void secondQueryWithTheIdOfARunningOneIsRejected() throws IOException {
        String id = SharedStack.uniqueName("twin");
        // The response exceeds the buffer, so its beginning proves that the query runs.
        HttpResponse<InputStream> first =
                request().parameter("query_id", id).postStreaming("SELECT repeat('x', 1000) FROM numbers(1000000)");
        try (InputStream body = first.body()) {
            assertThat(body.read()).isEqualTo('x');

            assertError(
                    request().parameter("query_id", id).post("SELECT 1"),
                    500,
                    216,
                    "QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING");
        }
    }

    @Test
    void aSessionKeepsTemporaryTablesAndSettings() {
        String session = SharedStack.uniqueName("session");
        request().parameter("session_id", session).post("CREATE TEMPORARY TABLE numbers_seen (n UInt8)");
        request().parameter("session_id", session).post("INSERT INTO numbers_seen VALUES (5)");
        request().parameter("session_id", session).post("SET max_threads = 5");

        assertThat(text(request()
                        .parameter("session_id", session)
                        .parameter("max_threads", "2")
                        .post("SELECT n, getSetting('max_threads') FROM numbers_seen")))
                .isEqualTo("5\t2\n");
        assertThat(text(request().parameter("session_id", session).post("SELECT getSetting('max_threads')")))
                .isEqualTo("5\n");
        assertError(request().post("SELECT * FROM numbers_seen"), 404, 60, "UNKNOWN_TABLE");
        assertError(
                request()
                        .parameter("session_id", SharedStack.uniqueName("unknown"))
                        .parameter("session_check", "1")
                        .post("SELECT 1"),
                500,
                372,
                "SESSION_NOT_FOUND");
    }

    /** Requests without a session use connections that earlier ones used, whichever is free. */
    @RepeatedTest(10)
    void requestDoesNotDependOnEarlierOnes() {
        String normal = query("SELECT getSetting('max_block_size')");
        String database = SharedStack.newDatabase();
        for (String statement : List.of("SELECT {n:UInt8}", "SELECT 1 SETTINGS max_block_size = 77")) {
            text(request()
                    .parameter("database", database)
                    .parameter("max_block_size", "1234")
                    .parameter("param_n", "5")
                    .post(statement));
            assertThat(query("SELECT currentDatabase(), getSetting('max_block_size')"))
                    .isEqualTo("default\t" + normal);
        }
        assertThat(text(request().parameter("readonly", "1").post("SELECT 1"))).isEqualTo("1\n");
        query("SET max_block_size = 99");
        query("CREATE TEMPORARY TABLE seen_by_nobody (n UInt8)");
        query("USE system");

        assertThat(query("SELECT currentDatabase(), getSetting('max_block_size')"))
                .isEqualTo("default\t" + normal);
        assertError(request().post("SELECT {n:UInt8}"), 400, 456, "UNKNOWN_QUERY_PARAMETER");
        assertError(request().post("SELECT * FROM seen_by_nobody"), 404, 60, "UNKNOWN_TABLE");
        assertError(request().post("1 + 1"), 400, 62, "SYNTAX_ERROR");
        query("DROP DATABASE " + database);
        assertError(request().parameter("database", database).post("SELECT 1"), 404, 81, "UNKNOWN_DATABASE");
    }

    @Test
    void failureAfterTheStartOfAResponseClosesTheConnection() {
        assertThatThrownBy(() -> request()
                        .parameter("max_threads", "1")
                        .post("SELECT repeat('x', 100), throwIf(number = 900000) FROM numbers(1000000)"))
                .hasMessage("the server broke off the connection");
        assertThat(query("SELECT 1")).isEqualTo("1");
    }
}
