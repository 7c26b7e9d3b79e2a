package io.arrowgate.tools.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.arrowgate.tools.local.http.CrossOriginFilter;
import io.arrowgate.tools.local.http.RequestDeadlines;
import io.arrowgate.tools.report.PageResources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the files, the events and the queries of the live page on a loopback port to a bounded number of pages. */
final class LiveServer implements AutoCloseable {
    /** Each page occupies a thread. */
    static final int MAX_PAGES = 16;

    private static final Logger LOG = LoggerFactory.getLogger(LiveServer.class);
    /** A client that sends its headers slowly blocks a thread for at most {@link #HEADERS_LIMIT}. */
    private static final int FILE_THREADS = 48;

    private static final int BACKLOG = 64;
    private static final int CLOSE_SECONDS = 2;
    private static final Duration HEADERS_LIMIT = Duration.ofSeconds(5);
    /** Limits a response other than an event stream. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private static final Map<String, String> FIXED_HEADERS = Map.of(
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

    private record File(String resource, String type) {}

    private static final Map<String, File> FILES = Map.of(
            "/", new File("/live/page.html", "text/html"),
            "/page.css", new File("/live/page.css", "text/css"),
            "/theme.css", new File("/view/theme.css", "text/css"),
            "/page.js", new File("/live/page.js", "text/javascript"),
            "/query.js", new File("/live/query.js", "text/javascript"),
            "/charts.js", new File("/live/charts.js", "text/javascript"),
            "/elements.js", new File("/view/elements.js", "text/javascript"),
            "/chart.js", new File(PageResources.CHARTS, "text/javascript"),
            "/icon.svg", new File("/live/icon.svg", "image/svg+xml"));

    private final HttpServer server;
    private final ExecutorService threads;
    private final RequestDeadlines deadlines;
    private final Semaphore pages = new Semaphore(MAX_PAGES);
    private final EventFeed eventFeed;
    private final ServerSentEvents events;
    private final QueryEndpoint queries;

    /** @param port a free port; {@code events} reads from {@code eventFeed} */
    LiveServer(int port, EventFeed eventFeed, ServerSentEvents events, QueryEndpoint queries) throws IOException {
        this.eventFeed = eventFeed;
        this.events = events;
        this.queries = queries;
        AtomicInteger numbers = new AtomicInteger();
        threads = Executors.newFixedThreadPool(MAX_PAGES + FILE_THREADS, work -> {
            Thread thread = new Thread(work, threadsOf(port) + numbers.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        deadlines = new RequestDeadlines(threads, HEADERS_LIMIT);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setExecutor(deadlines);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Returns whether a page is connected. */
    boolean hasPages() {
        return pages.availablePermits() < MAX_PAGES;
    }

    /** Returns the prefix of the names of the threads that serve a port. */
    static String threadsOf(int port) {
        return "live page server " + port + " thread ";
    }

    private void handle(HttpExchange exchange) throws IOException {
        deadlines.limit(ANSWER_LIMIT);
        try (exchange) {
            FIXED_HEADERS.forEach(exchange.getResponseHeaders()::set);
            route(exchange);
        } catch (IOException e) {
            // Most event streams end because the page is closed.
            LOG.debug("a connection was closed by the client", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void route(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getPath();
        Optional<String> rejection = CrossOriginFilter.rejectionOfPage(exchange.getRequestHeaders());
        if (rejection.isPresent()) {
            send(exchange, 403, "text/plain", rejection.get() + "\n");
        } else if (path.equals("/query")) {
            queries.handle(exchange);
        } else if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            send(exchange, 405, "text/plain", "Only GET is allowed\n");
        } else if (path.equals("/events")) {
            stream(exchange);
        } else if (FILES.containsKey(path)) {
            File file = FILES.get(path);
            send(exchange, 200, file.type(), PageResources.text(file.resource()));
        } else {
            send(exchange, 404, "text/plain", "Not found\n");
        }
    }

    private void stream(HttpExchange exchange) throws IOException, InterruptedException {
        if (!pages.tryAcquire()) {
            send(exchange, 503, "text/plain", "The limit of " + MAX_PAGES + " open pages is reached; close one\n");
            return;
        }
        try {
            // The body counts as part of the request until its end.
            exchange.getRequestBody().close();
            deadlines.unlimited();
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            events.write(
                    exchange.getResponseBody(), exchange.getRequestHeaders().getFirst("Last-Event-ID"));
            // Before the permit is released: close() closes all connections once it has every permit.
            exchange.getResponseBody().close();
        } finally {
            pages.release();
        }
    }

    static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Ends the event streams, and then closes the connections of pages that do not read. */
    @Override
    public void close() {
        eventFeed.close();
        try {
            boolean ended = pages.tryAcquire(MAX_PAGES, CLOSE_SECONDS, TimeUnit.SECONDS);
            server.stop(0);
            threads.shutdownNow();
            deadlines.close();
            pages.release(ended ? MAX_PAGES : 0);
            boolean stopped = threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            if (!ended || !stopped) {
                LOG.info("a live page did not read its events, and its connection was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.stop(0);
            threads.shutdownNow();
            deadlines.close();
        }
    }
}
