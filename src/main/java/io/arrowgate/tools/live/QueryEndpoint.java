package io.arrowgate.tools.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.clickhouse.client.api.ServerException;
import com.sun.net.httpserver.HttpExchange;
import io.arrowgate.clickhouse.client.ClickHouseHttp;
import io.arrowgate.clickhouse.client.EndpointSelector;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.tools.local.sql.ParsedStatement;
import io.arrowgate.tools.sql.StatementSplitter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a query of the live page in ClickHouse, as the job's user. The settings of the request make it read-only and limit it; a
 * read-only query cannot change settings. A browser that disconnects cancels its query.
 *
 * <p>The response is JSON: {@code {"rows": [names, types, row, …], "cut": false}}, {@code {"text": …}} if the query selects another
 * format, or {@code {"error": …}}.
 */
final class QueryEndpoint {
    static final int MAX_ROWS = 1_000;

    static final int MAX_QUERIES = 2;
    static final int MAX_STATEMENT_BYTES = 1 << 16;
    static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    /** Other sites cannot send it without permission, which the server does not give. */
    private static final String CONTENT_TYPE = "application/sql";

    /** Has an array of texts in each line: names, types, rows. */
    private static final String FORMAT = "JSONCompactStringsEachRowWithNamesAndTypes";

    private static final int HEAD_LINES = 2;
    private static final int MAX_RESPONSE_BYTES = 32 << 20;
    private static final String MAX_MEMORY_BYTES = "1000000000";
    /** The limit of rows applies after the first block. */
    private static final String MAX_BLOCK_ROWS = "8192";
    /** Time for ClickHouse to report that the time limit is exceeded. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final long HEARTBEAT_MILLIS = 500;

    private final ClickHouseSettings settings;
    private final Duration timeLimit;
    private final ClickHouseHttp clickHouse;
    private final Semaphore queries = new Semaphore(MAX_QUERIES);

    QueryEndpoint(ClickHouseSettings settings, Duration timeLimit) {
        this.settings = settings;
        this.timeLimit = timeLimit;
        clickHouse = new ClickHouseHttp(settings, MAX_RESPONSE_BYTES);
    }

    /** Handles a request of the page itself. */
    void handle(HttpExchange exchange) throws IOException, InterruptedException {
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            LiveServer.send(exchange, 405, "text/plain", "Only POST is allowed\n");
            return;
        }
        if (!CONTENT_TYPE.equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            LiveServer.send(exchange, 415, "text/plain", "Content-Type must be " + CONTENT_TYPE + "\n");
            return;
        }
        byte[] statement = exchange.getRequestBody().readNBytes(MAX_STATEMENT_BYTES + 1);
        if (statement.length > MAX_STATEMENT_BYTES) {
            LiveServer.send(exchange, 413, "text/plain", "The query has more than " + MAX_STATEMENT_BYTES + " bytes\n");
        } else if (!isReading(statement)) {
            LiveServer.send(
                    exchange, 403, "text/plain", "Only one statement that reads is allowed, such as SELECT or SHOW\n");
        } else if (!queries.tryAcquire()) {
            LiveServer.send(
                    exchange, 429, "text/plain", MAX_QUERIES + " queries are running; wait for one or cancel it\n");
        } else {
            try {
                run(statement, exchange);
            } finally {
                queries.release();
            }
        }
    }

    /** Checks the first word: {@code readonly} lets a user end its own queries, such as those of the job. */
    private static boolean isReading(byte[] text) {
        // The local engine runs several statements.
        return StatementSplitter.split(new String(text, UTF_8)).all().size() == 1
                && ParsedStatement.split(text, text.length, true)
                        .filter(ParsedStatement::isReading)
                        .isPresent();
    }

    private void run(byte[] statement, HttpExchange exchange) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        OutputStream browser = exchange.getResponseBody();
        CompletableFuture<HttpResponse<byte[]>> response = clickHouse.post(
                URI.create(EndpointSelector.reachable(settings).url()),
                "arrowgate-" + UUID.randomUUID(),
                parameters(),
                BodyPublishers.ofByteArray(statement),
                timeLimit.plus(GRACE));
        try {
            while (!isDone(response)) {
                // JSON may begin with blanks. Writing one fails once the browser has disconnected.
                browser.write(' ');
                browser.flush();
            }
            browser.write(result(response));
        } finally {
            response.cancel(true);
        }
    }

    private Map<String, String> parameters() {
        return Map.ofEntries(
                Map.entry("readonly", "1"),
                Map.entry("max_execution_time", Long.toString(timeLimit.toSeconds())),
                Map.entry("max_result_rows", Integer.toString(MAX_ROWS)),
                Map.entry("result_overflow_mode", "break"),
                Map.entry("max_block_size", MAX_BLOCK_ROWS),
                Map.entry("max_memory_usage", MAX_MEMORY_BYTES),
                Map.entry("cancel_http_readonly_queries_on_client_close", "1"),
                // Without it, a query that fails midway would have its error message among the rows.
                Map.entry("wait_end_of_query", "1"),
                Map.entry("default_format", FORMAT),
                Map.entry("database", settings.database()));
    }

    private static boolean isDone(CompletableFuture<?> response) throws InterruptedException {
        try {
            response.get(HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        }
        return true;
    }

    private byte[] result(CompletableFuture<HttpResponse<byte[]>> done) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = done.get();
            boolean isTable = response.headers()
                    .firstValue("X-ClickHouse-Format")
                    .filter(FORMAT::equals)
                    .isPresent();
            String text = new String(response.body(), UTF_8);
            // A statement without a result, such as USE, has an empty response.
            return isTable && !text.isEmpty() ? rows(text) : json("text", text);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return json(
                    "error",
                    cause instanceof ServerException
                            ? cause.getMessage()
                            : "ClickHouse at %s did not return a result: %s"
                                    .formatted(settings.url(), cause.getMessage()));
        }
    }

    private static byte[] rows(String text) {
        List<String> lines = text.lines().limit(HEAD_LINES + MAX_ROWS + 1).toList();
        boolean isCut = lines.size() > HEAD_LINES + MAX_ROWS;
        List<String> shown = isCut ? lines.subList(0, HEAD_LINES + MAX_ROWS) : lines;
        return "{\"rows\":[%s],\"cut\":%b}"
                .formatted(String.join(",", shown), isCut)
                .getBytes(UTF_8);
    }

    private static byte[] json(String name, String value) {
        return PageJson.of(Map.of(name, value)).getBytes(UTF_8);
    }
}
