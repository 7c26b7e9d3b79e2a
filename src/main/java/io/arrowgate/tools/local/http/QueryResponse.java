package io.arrowgate.tools.local.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.arrowgate.tools.local.engine.ClickHouseException;
import io.arrowgate.tools.local.engine.QueryStats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Writes the response to a query. The first megabyte is buffered, so that an error within it still gets an HTTP error status.
 * After that the response is streamed or, with {@code wait_end_of_query=1}, spooled to a file until the end of the query.
 */
final class QueryResponse extends OutputStream {
    private static final int HELD_BACK_BYTES = 1 << 20;
    private static final int COPY_BYTES = 1 << 16;
    /** Limits the draining of the request's body, so that an endless body, which needs no password, still gets a response. */
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "TabSeparated", "text/tab-separated-values; charset=UTF-8",
            "TSV", "text/tab-separated-values; charset=UTF-8",
            "CSV", "text/csv; charset=UTF-8; header=absent",
            "CSVWithNames", "text/csv; charset=UTF-8; header=present",
            "JSON", "application/json; charset=UTF-8",
            "JSONCompact", "application/json; charset=UTF-8",
            "JSONEachRow", "application/x-ndjson; charset=UTF-8",
            "XML", "application/xml; charset=UTF-8",
            "ArrowStream", "application/vnd.apache.arrow.stream",
            "Arrow", "application/vnd.apache.arrow.file");

    private final HttpExchange exchange;
    private final RequestParameters request;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private String format = "TabSeparated";
    private Path spoolFile;
    private OutputStream spool;
    private OutputStream body;

    QueryResponse(HttpExchange exchange, RequestParameters request) {
        this.exchange = exchange;
        this.request = request;
    }

    void setFormat(String format) {
        this.format = format;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (body == null && spool == null && held.size() + length <= HELD_BACK_BYTES) {
            held.write(bytes, offset, length);
            return;
        }
        overflow().write(bytes, offset, length);
    }

    private OutputStream overflow() throws IOException {
        if (body != null) {
            return body;
        }
        if (!request.flag("wait_end_of_query")) {
            begin(QueryStats.NONE);
            return body;
        }
        if (spool == null) {
            spoolFile = Files.createTempFile("answer", ".spool");
            spool = Files.newOutputStream(spoolFile);
        }
        return spool;
    }

    private void begin(QueryStats stats) throws IOException {
        Headers headers = commonHeaders();
        ResponseCompression encoding = ResponseCompression.of(request);
        headers.set("X-ClickHouse-Summary", stats.toJson());
        headers.set("X-ClickHouse-Format", format);
        headers.set("Content-Type", CONTENT_TYPES.getOrDefault(format, "application/octet-stream"));
        encoding.contentEncoding().ifPresent(value -> headers.set("Content-Encoding", value));
        exchange.sendResponseHeaders(200, 0);
        body = encoding.wrap(exchange.getResponseBody());
        held.writeTo(body);
    }

    /** Returns whether a part of the response has been sent. */
    boolean hasBegun() {
        return body != null;
    }

    /** Sends the rest of the response and completes it. */
    void finish(QueryStats stats) throws IOException {
        if (body == null) {
            begin(stats);
        }
        if (spool != null) {
            spool.close();
            Files.copy(spoolFile, body);
        }
        body.close();
    }

    /**
     * Responds with an error: with its HTTP status or, if the response has begun, by closing the connection, so that no client
     * accepts a partial result as complete.
     */
    void fail(ClickHouseException error, String version) throws IOException {
        String message = error.getMessage().contains("(version ")
                ? error.getMessage()
                : error.getMessage() + " (version " + version + ")";
        byte[] text = (message + "\n").getBytes(StandardCharsets.UTF_8);
        if (body != null) {
            body.write(text);
            body.flush();
            throw new IOException("the query failed after a part of its answer was sent", error);
        }
        Headers headers = commonHeaders();
        headers.set("X-ClickHouse-Exception-Code", String.valueOf(error.code()));
        headers.set("X-ClickHouse-Summary", QueryStats.NONE.toJson());
        headers.set("Content-Type", "text/plain; charset=UTF-8");
        // A client that is still sending would otherwise see a broken connection instead of the response.
        drain();
        exchange.sendResponseHeaders(error.httpStatus(), text.length);
        exchange.getResponseBody().write(text);
        exchange.getResponseBody().close();
    }

    private void drain() throws IOException {
        byte[] ignored = new byte[COPY_BYTES];
        long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
        int size;
        do {
            size = exchange.getRequestBody().read(ignored);
        } while (size >= 0 && System.nanoTime() < deadline);
    }

    private Headers commonHeaders() {
        Headers headers = exchange.getResponseHeaders();
        headers.set("X-ClickHouse-Query-Id", request.queryId());
        headers.set("X-ClickHouse-Timezone", "UTC");
        headers.set("X-ClickHouse-Server-Display-Name", ClickHouseHttpServer.DISPLAY_NAME);
        headers.set("X-Content-Type-Options", "nosniff");
        return headers;
    }

    /** Releases the spool file. The caller closes the exchange. */
    @Override
    public void close() throws IOException {
        if (spool != null) {
            spool.close();
            Files.deleteIfExists(spoolFile);
        }
    }
}
