package io.arrowgate.clickhouse.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.arrowgate.config.ClickHouseSettings;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends inserts, statements and queries to ClickHouse over HTTP. The caller decides how many inserts are in flight.
 *
 * <p>An interrupt or an expired time limit cancels the request and closes its connection. The client never retries. For one thread.
 */
public final class ClickHouseClient implements AutoCloseable {
    /** Distance between the time limits of server, HTTP client and caller. The server's expires first: its message says most. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final String SUMMARY = "X-ClickHouse-Summary";
    private static final Pattern WRITTEN_ROWS = Pattern.compile("\"written_rows\":\\s*\"?(\\d{1,18})\\b");

    private final ClickHouseSettings settings;
    private final ClickHouseHttp http;
    private final EndpointSelector endpointSelector;
    /** In-flight requests by query id. */
    private final Map<String, CompletableFuture<?>> running = new ConcurrentHashMap<>();
    /** Server addresses of the requests that were not awaited yet. */
    private final IdentityHashMap<Future<?>, String> endpoints = new IdentityHashMap<>();

    /** @param preferredEndpoint index of the address that is used as long as it responds, such as the subtask index */
    public ClickHouseClient(ClickHouseSettings settings, int preferredEndpoint) {
        this.settings = settings;
        http = new ClickHouseHttp(settings);
        endpointSelector = EndpointSelector.of(settings, preferredEndpoint);
    }

    /** Returns the address of the server in use. */
    public String endpoint() {
        return endpointSelector.current();
    }

    /** Returns the other servers' addresses. */
    public List<String> otherEndpoints() {
        return endpointSelector.others();
    }

    /** Switches to another server that responds, if {@code endpoint} is still the one in use. */
    public void abandonEndpoint(String endpoint) {
        endpointSelector.abandon(endpoint);
    }

    /**
     * Starts the insert of an IPC stream or file as one block. {@link #await} returns how many rows ClickHouse reports as written.
     * This number includes the rows of dependent materialized views and excludes deduplicated blocks.
     *
     * @param endpoint the server's address
     * @param table quoted, with its database
     * @param columns quoted; other columns of the batch are not inserted
     * @param token deduplication token, the same for every attempt of this insert
     * @param queryId the server rejects a second query with the id of a running one
     * @param quorum number of replicas that must have the rows before the server acknowledges them; 1 for no quorum
     */
    public Future<Long> insert(
            String endpoint,
            String table,
            List<String> columns,
            ArrowPayload batch,
            String token,
            String queryId,
            int quorum) {
        // The statement is in the body: with many columns it exceeds the URL length that gateways allow.
        String statement =
                "INSERT INTO %s (%s) FORMAT %s\n".formatted(table, String.join(", ", columns), batch.format());
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofString(statement, UTF_8), BodyPublishers.ofByteArray(batch.bytes()));
        Map<String, String> options = InsertSettings.oneBlock(token, settings.requestTimeout(), quorum);
        return track(
                queryId, endpoint, post(endpoint, queryId, options, body).thenCompose(ClickHouseClient::writtenRows));
    }

    /** Reads a response in the RowBinary format. */
    public interface Decoder<T> {
        /**
         * Decodes a complete response.
         *
         * @throws InvalidResponseException if the response is incomplete; a valid one is never empty
         */
        T decode(byte[] rowBinary) throws InvalidResponseException;
    }

    /**
     * Runs a query on the server in use and decodes its response. The query must return at least one row, so that an empty response is
     * never valid.
     */
    public <T> T query(String sql, Decoder<T> decoder) throws RequestFailedException, InterruptedException {
        return query(endpoint(), Map.of(), sql, decoder);
    }

    /** Runs such a query on a given server with additional query settings. */
    public <T> T query(String endpoint, Map<String, String> options, String sql, Decoder<T> decoder)
            throws RequestFailedException, InterruptedException {
        Map<String, String> all = new HashMap<>(options);
        all.put("default_format", "RowBinary");
        // Without it, a query that fails midway looks like a shorter response.
        all.put("wait_end_of_query", "1");
        try {
            return decoder.decode(send(endpoint, all, sql));
        } catch (InvalidResponseException e) {
            throw RequestFailedException.of(e);
        }
    }

    /**
     * Runs an INSERT statement that contains its rows as text. Returns how many rows ClickHouse reports as written, including those of
     * dependent materialized views.
     */
    public long insertRows(String statement) throws RequestFailedException, InterruptedException {
        String queryId = newQueryId();
        String endpoint = endpoint();
        BodyPublisher body = BodyPublishers.ofString(statement, UTF_8);
        Map<String, String> options = InsertSettings.rows(queryId, settings.requestTimeout());
        return await(track(
                queryId, endpoint, post(endpoint, queryId, options, body).thenCompose(ClickHouseClient::writtenRows)));
    }

    /** Runs a statement that returns no rows, such as DDL. */
    void execute(String sql) throws RequestFailedException, InterruptedException {
        // Without it, the server may send status 200 before the statement fails.
        send(endpoint(), Map.of("wait_end_of_query", "1"), sql);
    }

    /** Runs a SYSTEM statement on a given server. */
    public void execute(String endpoint, String sql) throws RequestFailedException, InterruptedException {
        // SYSTEM statements use receive_timeout as their time limit.
        String limit = Integer.toString(InsertSettings.seconds(settings.requestTimeout()));
        send(endpoint, Map.of("receive_timeout", limit), sql);
    }

    private byte[] send(String endpoint, Map<String, String> options, String sql)
            throws RequestFailedException, InterruptedException {
        Map<String, String> all = new HashMap<>(options);
        all.put("max_execution_time", Integer.toString(InsertSettings.seconds(settings.requestTimeout())));
        String queryId = newQueryId();
        return await(track(
                queryId,
                endpoint,
                post(endpoint, queryId, all, BodyPublishers.ofString(sql, UTF_8))
                        .thenApply(HttpResponse::body)));
    }

    private static String newQueryId() {
        return "arrowgate-" + UUID.randomUUID();
    }

    private CompletableFuture<HttpResponse<byte[]>> post(
            String endpoint, String queryId, Map<String, String> options, BodyPublisher body) {
        return http.post(
                URI.create(endpoint),
                queryId,
                options,
                body,
                settings.requestTimeout().plus(GRACE));
    }

    private static CompletableFuture<Long> writtenRows(HttpResponse<byte[]> response) {
        OptionalLong rows = response.headers()
                .firstValue(SUMMARY)
                .map(WRITTEN_ROWS::matcher)
                .filter(Matcher::find)
                .map(summary -> OptionalLong.of(Long.parseLong(summary.group(1))))
                .orElse(OptionalLong.empty());
        return rows.isPresent()
                ? CompletableFuture.completedFuture(rows.getAsLong())
                : CompletableFuture.failedFuture(
                        InvalidResponseException.incomplete("that of an insert has no written_rows in " + SUMMARY));
    }

    private <T> CompletableFuture<T> track(String queryId, String endpoint, CompletableFuture<T> request) {
        running.put(queryId, request);
        CompletableFuture<T> tracked = request.whenComplete((response, failure) -> running.remove(queryId));
        endpoints.put(tracked, endpoint);
        return tracked;
    }

    /** Waits for the response to a request. After a failure that may be specific to its server, switches to another server. */
    public <T> T await(Future<T> request) throws RequestFailedException, InterruptedException {
        String endpoint = endpoints.remove(request);
        try {
            return response(request);
        } catch (RequestFailedException e) {
            if (e.isServerSpecific()) {
                abandonEndpoint(endpoint);
            }
            throw e;
        }
    }

    private <T> T response(Future<T> request) throws RequestFailedException, InterruptedException {
        try {
            return request.get(settings.requestTimeout().plus(GRACE).plus(GRACE).toMillis(), MILLISECONDS);
        } catch (ExecutionException e) {
            throw RequestFailedException.of(e.getCause());
        } catch (TimeoutException e) {
            request.cancel(true);
            throw RequestFailedException.of(new TimeoutException(
                    "no response within clickhouse.request-timeout, " + settings.requestTimeout()));
        } catch (InterruptedException e) {
            request.cancel(true);
            throw e;
        }
    }

    /** Cancels in-flight requests and closes their connections. */
    @Override
    public void close() {
        running.values().forEach(request -> request.cancel(true));
    }
}
