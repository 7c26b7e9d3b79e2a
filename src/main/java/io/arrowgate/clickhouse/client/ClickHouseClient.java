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
 * Sends inserts, statements and queries to ClickHouse, for one thread; how many are under way at a time is the caller's choice.
 * An interrupt or a time limit ends a wait and closes the request's connection. Nothing is retried here.
 */
public final class ClickHouseClient implements AutoCloseable {
    /** The server's own time limit comes first, then the response's, then the caller's: the earlier, the better the message. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final String SUMMARY = "X-ClickHouse-Summary";
    private static final Pattern WRITTEN_ROWS = Pattern.compile("\"written_rows\":\\s*\"?(\\d{1,18})\\b");

    private final ClickHouseSettings settings;
    private final ClickHouseHttp http;
    private final EndpointSelector endpointSelector;
    /** Requests that are under way, by query id. */
    private final Map<String, CompletableFuture<?>> running = new ConcurrentHashMap<>();
    /** Where requests went that nobody has awaited yet. */
    private final IdentityHashMap<Future<?>, String> sentTo = new IdentityHashMap<>();

    /** @param preferredEndpoint index of the address that is used as long as it answers; a subtask's index will do */
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

    /** Uses another server, if this one is still in use and another one answers. */
    public void abandonEndpoint(String endpoint) {
        endpointSelector.abandon(endpoint);
    }

    /**
     * Begins to insert an IPC stream or file as one block; {@link #await} returns how many rows ClickHouse reports as written,
     * which includes those of dependent materialized views, and none of an insert that it has deduplicated.
     *
     * @param endpoint the server's address
     * @param table quoted, with its database
     * @param columns quoted; what the bytes have beside them is left out
     * @param token by which the server knows a repeat of this insert
     * @param queryId by which the server knows that this insert is still running
     * @param quorum how many replicas have to have the rows before the server acknowledges them; 1 for no quorum
     */
    public Future<Long> insert(
            String endpoint,
            String table,
            List<String> columns,
            ArrowPayload batch,
            String token,
            String queryId,
            int quorum) {
        // The statement goes into the body: with many columns it is longer than gateways allow of a URL.
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
         * Returns what the response says.
         *
         * @throws InvalidResponseException if it is not whole: a valid one is never empty
         */
        T decode(byte[] rowBinary) throws InvalidResponseException;
    }

    /** Returns the response to a query that answers with at least one row in any case, so that no empty response means "none". */
    public <T> T query(String sql, Decoder<T> decoder) throws RequestFailedException, InterruptedException {
        return query(endpoint(), Map.of(), sql, decoder);
    }

    /** The same on a given server and with further settings. */
    public <T> T query(String endpoint, Map<String, String> options, String sql, Decoder<T> decoder)
            throws RequestFailedException, InterruptedException {
        Map<String, String> all = new HashMap<>(options);
        all.put("default_format", "RowBinary");
        // Without it a failure half-way would look like a shorter response.
        all.put("wait_end_of_query", "1");
        try {
            return decoder.decode(send(endpoint, all, sql));
        } catch (InvalidResponseException e) {
            throw RequestFailedException.of(e);
        }
    }

    /**
     * Inserts the rows that a statement's text holds, and returns how many ClickHouse reports as written, which includes those of
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

    /** Runs a statement that defines or changes something. */
    void execute(String sql) throws RequestFailedException, InterruptedException {
        // Without it the response may begin, as a success, before the statement fails.
        send(endpoint(), Map.of("wait_end_of_query", "1"), sql);
    }

    /** Runs a SYSTEM statement on a given server. */
    public void execute(String endpoint, String sql) throws RequestFailedException, InterruptedException {
        // What a SYSTEM statement takes for its time limit.
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
                        InvalidResponseException.incomplete("an insert's lacks written_rows in " + SUMMARY));
    }

    private <T> CompletableFuture<T> track(String queryId, String endpoint, CompletableFuture<T> request) {
        running.put(queryId, request);
        CompletableFuture<T> tracked = request.whenComplete((response, failure) -> running.remove(queryId));
        sentTo.put(tracked, endpoint);
        return tracked;
    }

    /** Returns the response to a request of this client; gives its server up if that may be to blame for a failure. */
    public <T> T await(Future<T> request) throws RequestFailedException, InterruptedException {
        String endpoint = sentTo.remove(request);
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
            throw RequestFailedException.of(
                    new TimeoutException("no answer within clickhouse.request-timeout, " + settings.requestTimeout()));
        } catch (InterruptedException e) {
            request.cancel(true);
            throw e;
        }
    }

    /** Closes the connections of requests that are under way. */
    @Override
    public void close() {
        running.values().forEach(request -> request.cancel(true));
    }
}
