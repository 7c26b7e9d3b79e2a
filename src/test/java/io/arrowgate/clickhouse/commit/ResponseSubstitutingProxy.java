package io.arrowgate.clickhouse.commit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Forwards requests to a server, or gives in its place the responses that a test has it give. */
public final class ResponseSubstitutingProxy implements AutoCloseable {
    /** A response that the server behind knows nothing of; {@link #QUERY_ID} in a header stands for the request's. */
    public record Canned(int status, Map<String, String> headers, String body) {
        public static final String QUERY_ID = "{query_id}";

        public static Canned of(int status, String body) {
            return new Canned(status, Map.of(), body);
        }

        /** As ClickHouse reports an error. */
        public static Canned error(int code, int status, String message) {
            return new Canned(
                    status,
                    Map.of("X-ClickHouse-Exception-Code", Integer.toString(code)),
                    "Code: %d. DB::Exception: %s".formatted(code, message));
        }
    }

    private static final List<String> FORWARDED = List.of("authorization", "user-agent", "content-type");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String serverUrl;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Canned> forInserts = new ArrayDeque<>();
    private final Deque<Canned> forQueries = new ArrayDeque<>();
    private String rejectedPart;
    private Canned rejection;
    private int inserts;

    public ResponseSubstitutingProxy(String serverUrl) throws IOException {
        this.serverUrl = serverUrl;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** The next inserts get these in place of the server's responses, and the server does not get them. */
    public synchronized ResponseSubstitutingProxy answerInserts(Canned... responses) {
        forInserts.addAll(Arrays.asList(responses));
        return this;
    }

    /** The same of everything that is no insert. */
    public synchronized ResponseSubstitutingProxy answerQueries(Canned... responses) {
        forQueries.addAll(Arrays.asList(responses));
        return this;
    }

    /** Every statement with this part gets the response. */
    public synchronized ResponseSubstitutingProxy answerStatementsWith(String part, Canned response) {
        rejectedPart = part;
        rejection = response;
        return this;
    }

    /** From now on the server answers. */
    public synchronized void answerNoMore() {
        rejectedPart = null;
        forInserts.clear();
        forQueries.clear();
    }

    /** How many inserts arrived, whoever answered them. */
    public synchronized int inserts() {
        return inserts;
    }

    private synchronized Canned next(String statement) {
        if (rejectedPart != null && statement.contains(rejectedPart)) {
            return rejection;
        }
        boolean insert = statement.contains("INSERT INTO");
        if (insert) {
            inserts++;
        }
        return insert ? forInserts.poll() : forQueries.poll();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestURI().getPath().equals("/ping")) {
                send(exchange, Canned.of(200, "Ok.\n"));
                return;
            }
            String statement =
                    exchange.getRequestURI().getQuery() + new String(body, 0, Math.min(body.length, 1_000), UTF_8);
            Canned canned = next(statement);
            if (canned != null) {
                send(exchange, canned);
            } else {
                forward(exchange, body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, Canned response) throws IOException {
        byte[] body = response.body().getBytes(UTF_8);
        String queryId = String.valueOf(exchange.getRequestURI().getQuery()).replaceFirst(".*query_id=([^&]*).*", "$1");
        response.headers().forEach((name, value) -> exchange.getResponseHeaders()
                .set(name, value.replace(Canned.QUERY_ID, queryId)));
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(serverUrl + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(java.util.Locale.ROOT);
            if (FORWARDED.contains(lower) || lower.startsWith("x-clickhouse-")) {
                request.header(name, values.get(0));
            }
        });
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        response.headers().map().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("transfer-encoding") && !name.equalsIgnoreCase("content-length")) {
                exchange.getResponseHeaders().set(name, values.get(0));
            }
        });
        exchange.sendResponseHeaders(response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
        exchange.getResponseBody().write(response.body());
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
