package io.arrowgate.tools.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.clickhouse.client.ClickHouseClientFactory;
import io.arrowgate.clickhouse.client.EndpointSelector;
import io.arrowgate.config.ClickHouseSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs statements in one session of ClickHouse's HTTP interface, which keeps USE, SET and temporary tables, and copies the responses
 * unchanged. For one thread; another one may call {@link #cancel}.
 */
public final class SqlSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqlSession.class);

    private static final String QUERY_ID = "X-ClickHouse-Query-Id";
    private static final String SUMMARY = "X-ClickHouse-Summary";
    private static final Pattern RESULT_ROWS = Pattern.compile("\"result_rows\":\\s*\"?(\\d{1,18})\\b");
    private static final Pattern ERROR_CODE = Pattern.compile("Code: (\\d{1,9})\\.");
    private static final Pattern USE =
            Pattern.compile("USE\\s+(?:DATABASE\\s+)?([\\w-]+|`[^`]+`|\"[^\"]+\")", Pattern.CASE_INSENSITIVE);
    /** The most that servers allow by default: a user may be away from the prompt for some time. */
    private static final String SESSION_SECONDS = "3600";

    private static final Duration SHORT_LIMIT = Duration.ofSeconds(5);

    private final HttpClient http;
    private final String url;
    private final String authorization;
    private String session = newId();
    private String database;
    private volatile Running running;

    /** Holds a statement that waits for its response, and can be cancelled. */
    private static final class Running {
        final String queryId = newId();
        private boolean cancelled;
        private CompletableFuture<HttpResponse<InputStream>> response;

        synchronized void await(CompletableFuture<HttpResponse<InputStream>> started) {
            response = started;
            if (cancelled) {
                started.cancel(true);
            }
        }

        synchronized void cancel() throws IOException {
            cancelled = true;
            if (response != null && !response.cancel(true) && !response.isCompletedExceptionally()) {
                response.join().body().close();
            }
        }

        synchronized boolean isCancelled() {
            return cancelled;
        }
    }

    /** Chooses the first server that responds. */
    public SqlSession(ClickHouseSettings settings) {
        http = ClickHouseClientFactory.http(settings);
        url = EndpointSelector.reachable(settings).urls().get(0);
        authorization = "Basic "
                + Base64.getEncoder().encodeToString((settings.user() + ":" + settings.password()).getBytes(UTF_8));
        database = settings.database();
    }

    /** Returns the address of the server. */
    public String url() {
        return url;
    }

    /** Returns the database of unqualified names. */
    public String database() {
        return database;
    }

    /**
     * Runs a statement and copies its response.
     *
     * @param format of the rows, unless the statement names one
     * @return the number of rows, if the server reports it
     * @throws SQLException with ClickHouse's message
     * @throws CancellationException after {@link #cancel}
     */
    public OptionalLong run(String statement, String format, OutputStream out)
            throws SQLException, IOException, InterruptedException {
        OptionalLong rows = send(statement, format, out);
        Matcher use = USE.matcher(statement.strip());
        if (use.matches()) {
            database = use.group(1).replaceAll("[`\"]", "");
        }
        return rows;
    }

    /** Changes the database of unqualified names. */
    void use(String other) {
        database = other;
    }

    /** Runs a query of a short result and returns it as tab-separated text. */
    String text(String query) throws SQLException, IOException, InterruptedException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        send(query, "TabSeparatedRaw", result);
        return result.toString(UTF_8).stripTrailing();
    }

    private OptionalLong send(String statement, String format, OutputStream out)
            throws SQLException, IOException, InterruptedException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("session_id", session);
        parameters.put("session_timeout", SESSION_SECONDS);
        parameters.put("default_format", format);
        // Without it, a query that fails midway would have its error message among the rows.
        parameters.put("wait_end_of_query", "1");
        parameters.put("database", database);
        Running started = new Running();
        running = started;
        try {
            parameters.put("query_id", started.queryId);
            started.await(http.sendAsync(request(statement, parameters).build(), BodyHandlers.ofInputStream()));
            return copy(started, out);
        } catch (IOException e) {
            if (started.isCancelled()) {
                throw cancelled();
            }
            throw e;
        } finally {
            running = null;
        }
    }

    private OptionalLong copy(Running started, OutputStream out)
            throws SQLException, IOException, InterruptedException {
        HttpResponse<InputStream> response;
        try {
            response = started.response.get();
        } catch (CancellationException e) {
            throw cancelled();
        } catch (ExecutionException e) {
            throw new IOException("ClickHouse at %s does not respond: %s".formatted(url, e.getCause()), e.getCause());
        }
        try (InputStream body = response.body()) {
            checkSuccess(response, started.queryId, body);
            body.transferTo(out);
            out.flush();
        }
        return response.headers()
                .firstValue(SUMMARY)
                .map(RESULT_ROWS::matcher)
                .filter(Matcher::find)
                .map(rows -> OptionalLong.of(Long.parseLong(rows.group(1))))
                .orElse(OptionalLong.empty());
    }

    /** Begins another session: the server locks this one until the statement ends there. */
    private CancellationException cancelled() {
        session = newId();
        return new CancellationException("the statement was cancelled");
    }

    private static String newId() {
        return "arrowgate-" + UUID.randomUUID();
    }

    private void checkSuccess(HttpResponse<?> response, String queryId, InputStream body)
            throws SQLException, IOException {
        boolean fromClickHouse =
                response.headers().firstValue(QUERY_ID).filter(queryId::equals).isPresent();
        if (response.statusCode() == 200 && fromClickHouse) {
            return;
        }
        String message = new String(body.readAllBytes(), UTF_8).strip();
        Matcher code = ERROR_CODE.matcher(message);
        if (code.lookingAt()) {
            throw new SQLException(message, null, Integer.parseInt(code.group(1)));
        }
        throw new IOException(
                "the response of %s is not from ClickHouse: HTTP status %d".formatted(url, response.statusCode()));
    }

    private HttpRequest.Builder request(String statement, Map<String, String> parameters) {
        StringBuilder address = new StringBuilder(url.replaceFirst("/+$", "")).append('/');
        parameters.forEach((name, value) -> address.append(address.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, UTF_8)));
        return HttpRequest.newBuilder(URI.create(address.toString()))
                .header("Authorization", authorization)
                .header("User-Agent", "arrowgate")
                .POST(BodyPublishers.ofString(statement, UTF_8));
    }

    /** Cancels the running statement, if any, also on the server, and ends the session: SET and temporary tables are gone. */
    public void cancel() {
        Running current = running;
        if (current == null) {
            return;
        }
        try {
            current.cancel();
            sendAside("KILL QUERY WHERE query_id = '%s' ASYNC".formatted(current.queryId), Map.of());
        } catch (IOException e) {
            LOG.debug("could not cancel query {}", current.queryId, e);
        }
    }

    /** Sends a statement whose outcome does not matter. */
    private void sendAside(String statement, Map<String, String> parameters) {
        try {
            http.send(request(statement, parameters).timeout(SHORT_LIMIT).build(), BodyHandlers.discarding());
        } catch (IOException e) {
            LOG.debug("{} failed", statement, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the session on the server. */
    @Override
    public void close() {
        sendAside("SELECT 1", Map.of("session_id", session, "close_session", "1", "default_format", "Null"));
    }
}
