package io.arrowgate.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ClickHouse's HTTP interface on a loopback port: takes requests, answers pings, and hands queries to their handler. */
final class HttpFront implements AutoCloseable {
    static final String DISPLAY_NAME = "arrowgate-local";
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final int THREADS = 32;
    private static final int BACKLOG = 128;
    private static final int DRAIN_SECONDS = 10;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final QueryHandler queries;
    /** One permit per request under way. */
    private final Semaphore permits = new Semaphore(THREADS);

    private volatile boolean closing;

    HttpFront(int port, QueryHandler queries) throws IOException {
        this.queries = queries;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            routeUnlessClosing(exchange);
        } catch (IOException e) {
            LOG.debug("a connection broke off", e);
            // Thrown on, it makes the server close the connection without ending the answer.
            throw e;
        } catch (RuntimeException e) {
            LOG.error("a request failed", e);
            throw e;
        }
        exchange.close();
    }

    private void routeUnlessClosing(HttpExchange exchange) throws IOException {
        if (closing || !permits.tryAcquire()) {
            text(exchange, 503, "The server is shutting down\n");
            return;
        }
        try {
            route(exchange);
        } finally {
            permits.release();
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        RequestParameters request =
                new RequestParameters(exchange.getRequestURI().getRawQuery(), exchange.getRequestHeaders());
        boolean asksNothing = exchange.getRequestMethod().equals("GET")
                && request.parameter("query").isEmpty();
        switch (exchange.getRequestURI().getPath()) {
            case "/ping", "/replicas_status" -> text(exchange, 200, "Ok.\n");
            case "", "/", "/query" -> {
                if (asksNothing) {
                    text(exchange, 200, "Ok.\n");
                } else {
                    queries.handle(exchange, request);
                }
            }
            default -> text(exchange, 404, "There is no handle " + exchange.getRequestURI() + "\n");
        }
    }

    private static void text(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=UTF-8");
        exchange.getResponseHeaders().set("X-ClickHouse-Server-Display-Name", DISPLAY_NAME);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().close();
    }

    /**
     * Takes no more requests and waits for those under way.
     *
     * @throws IllegalStateException if one of them does not end in time
     */
    @Override
    public void close() {
        closing = true;
        // The server's own stop waits its whole delay even if nothing is under way.
        try {
            if (!permits.tryAcquire(THREADS, DRAIN_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a query is still running");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while queries were ending", e);
        } finally {
            server.stop(0);
            threads.shutdown();
        }
    }
}
