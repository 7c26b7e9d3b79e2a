package io.arrowgate.tools.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves ClickHouse's HTTP interface on a loopback port: accepts requests, responds to pings, and passes queries to their
 * handler.
 */
final class ClickHouseHttpServer implements AutoCloseable {
    static final String DISPLAY_NAME = "arrowgate-local";
    private static final Logger LOG = LoggerFactory.getLogger(ClickHouseHttpServer.class);
    private static final int BACKLOG = 128;
    private static final Duration HEADERS_LIMIT = Duration.ofSeconds(10);
    /** Limits a response without a query, and the reading of data that a client sends after its request. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final HttpServer server;
    /**
     * Runs the next request on the thread that ended one last: the engine keeps memory for each thread. As many threads as
     * connections, because a client that sends its headers slowly occupies a thread until its deadline.
     */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final RequestDeadlines deadlines = new RequestDeadlines(threads, HEADERS_LIMIT);
    private final QueryHandler queries;

    ClickHouseHttpServer(int port, QueryHandler queries) throws IOException {
        this.queries = queries;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setExecutor(deadlines);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        deadlines.limit(ANSWER_LIMIT);
        try {
            route(exchange);
        } catch (IOException e) {
            LOG.debug("a connection was closed by the client", e);
            // Rethrown, it makes the server close the connection without completing the response.
            throw e;
        } catch (RuntimeException e) {
            LOG.error("a request failed", e);
            throw e;
        }
        deadlines.limit(ANSWER_LIMIT);
        exchange.close();
    }

    private void route(HttpExchange exchange) throws IOException {
        Optional<String> rejection = CrossOriginFilter.rejection(exchange.getRequestHeaders());
        if (rejection.isPresent()) {
            text(exchange, 403, rejection.get());
            return;
        }
        RequestParameters request =
                new RequestParameters(exchange.getRequestURI().getRawQuery(), exchange.getRequestHeaders());
        boolean asksNothing = exchange.getRequestMethod().equals("GET")
                && request.parameter("query").isEmpty();
        switch (exchange.getRequestURI().getPath()) {
            case "/ping", "/replicas_status" -> text(exchange, 200, "Ok.");
            case "", "/", "/query" -> {
                if (asksNothing) {
                    text(exchange, 200, "Ok.");
                } else if (queries.isClosing()) {
                    text(exchange, 503, "The server is shutting down");
                } else {
                    queries.handle(exchange, request, deadlines);
                }
            }
            default -> text(exchange, 404, "There is no handle " + exchange.getRequestURI());
        }
    }

    private static void text(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("X-ClickHouse-Server-Display-Name", DISPLAY_NAME);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().close();
    }

    /**
     * Rejects further requests and waits for the running ones.
     *
     * @throws IllegalStateException if one of them does not end in time
     */
    @Override
    public void close() {
        // The JDK server's stop waits its whole delay even if no request is running.
        try {
            queries.close(CLOSE_LIMIT);
        } finally {
            server.stop(0);
            threads.shutdown();
            deadlines.close();
        }
    }
}
