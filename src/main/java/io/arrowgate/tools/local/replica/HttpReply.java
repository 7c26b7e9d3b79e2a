package io.arrowgate.tools.local.replica;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Holds the response of a front. */
record HttpReply(int status, Map<String, List<String>> headers, InputStream body) {
    private static final Pattern WRITTEN_ROWS = Pattern.compile("(\"written_rows\":\\s*\"?)\\d+");
    private static final Set<String> NOT_PASSED_ON =
            Set.of("connection", "content-length", "date", "transfer-encoding");

    static HttpReply of(HttpResponse<InputStream> response) {
        return new HttpReply(response.statusCode(), response.headers().map(), response.body());
    }

    /** Creates an error in the server's format. */
    static HttpReply error(int code, String name, String message) {
        String text = "Code: %d. DB::Exception: %s (%s) (version 26.7.3.1)%n".formatted(code, message, name);
        Map<String, List<String>> headers = Map.of(
                "Content-Type", List.of("text/plain; charset=UTF-8"),
                "X-ClickHouse-Exception-Code", List.of(String.valueOf(code)),
                "X-ClickHouse-Server-Display-Name", List.of("arrowgate-replica"));
        return new HttpReply(500, headers, new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    /** Returns this response with its body in memory. */
    HttpReply buffered() throws IOException {
        try (body) {
            return new HttpReply(status, headers, new ByteArrayInputStream(body.readAllBytes()));
        }
    }

    /** Returns this response with another number of written rows in its summary. */
    HttpReply withWrittenRows(long rows) {
        Map<String, List<String>> changed = new HashMap<>();
        headers.forEach((name, values) -> changed.put(
                name,
                name.equalsIgnoreCase("X-ClickHouse-Summary")
                        ? List.of(WRITTEN_ROWS.matcher(values.get(0)).replaceFirst("$1" + rows))
                        : values));
        return new HttpReply(status, changed, body);
    }

    boolean isOk() {
        return status == 200;
    }

    /** Streams the response to the client; after an exception the connection must be closed. */
    void sendTo(HttpExchange exchange) throws IOException {
        headers.forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        try (body) {
            exchange.sendResponseHeaders(status, 0);
            body.transferTo(exchange.getResponseBody());
        }
        exchange.getResponseBody().close();
    }
}
