package io.arrowgate.tools.local.replica;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds a complete request of a client.
 *
 * @param parameters of the URL, decoded
 * @param headers unchanged
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ClientRequest(
        String method, String path, Map<String, String> parameters, Map<String, List<String>> headers, byte[] body) {
    /** Headers that the JDK's client sets itself or that belong to the connection to the front. */
    private static final Set<String> NOT_FORWARDED = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "origin",
            "transfer-encoding",
            "upgrade");

    private static final String QUERY = "query";
    private static final int STATEMENT_START = 4096;

    static ClientRequest read(HttpExchange exchange) throws IOException {
        return new ClientRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                decode(exchange.getRequestURI().getRawQuery()),
                new TreeMap<>(exchange.getRequestHeaders()),
                exchange.getRequestBody().readAllBytes());
    }

    private static Map<String, String> decode(String rawQuery) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.put(URLDecoder.decode(name, UTF_8), URLDecoder.decode(value, UTF_8));
            }
        }
        return parameters;
    }

    Map<String, List<String>> forwardedHeaders() {
        Map<String, List<String>> forwarded = new LinkedHashMap<>();
        headers.forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                forwarded.put(name, values);
            }
        });
        return forwarded;
    }

    private Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    /** Returns the statement, or its beginning if data follow it in the body. */
    String statement() {
        return parameter(QUERY)
                .orElseGet(() -> new String(body, 0, Math.min(body.length, STATEMENT_START), ISO_8859_1))
                .strip();
    }

    /** Returns the whole statement of a request without data. */
    String wholeStatement() {
        return parameter(QUERY).map(query -> query + "\n").orElse("") + new String(body, UTF_8);
    }

    /** Returns the request with another statement and without data. */
    ClientRequest withStatement(String sql) {
        return new ClientRequest("POST", path, without(Set.of(QUERY)), headers, sql.getBytes(UTF_8));
    }

    /** Returns the insert with a part of its statement replaced and some settings removed. */
    ClientRequest withStatementPart(String part, String replacement, Set<String> droppedSettings) {
        Map<String, String> kept = without(droppedSettings);
        if (parameter(QUERY).isPresent()) {
            kept.put(QUERY, replaceFirst(kept.get(QUERY), part, replacement));
            return new ClientRequest(method, path, kept, headers, body);
        }
        byte[] replaced =
                replaceFirst(new String(body, ISO_8859_1), part, replacement).getBytes(ISO_8859_1);
        return new ClientRequest(method, path, kept, headers, replaced);
    }

    private static String replaceFirst(String text, String part, String replacement) {
        int at = text.indexOf(part);
        return text.substring(0, at) + replacement + text.substring(at + part.length());
    }

    private Map<String, String> without(Set<String> names) {
        Map<String, String> kept = new LinkedHashMap<>(parameters);
        kept.keySet().removeAll(names);
        return kept;
    }

    URI target() {
        String query = parameters.entrySet().stream()
                .map(entry ->
                        URLEncoder.encode(entry.getKey(), UTF_8) + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create((path.isEmpty() ? "/" : path) + (query.isEmpty() ? "" : "?" + query));
    }

    String database() {
        return parameter("database")
                .or(() -> Optional.ofNullable(headers.get("X-clickhouse-database"))
                        .map(values -> values.get(0)))
                .orElse("default");
    }

    Optional<String> queryId() {
        return parameter("query_id");
    }

    Optional<String> deduplicationToken() {
        return parameter("insert_deduplication_token");
    }

    boolean isDeduplicated() {
        return !parameters.getOrDefault("insert_deduplicate", "1").equals("0");
    }

    /** Returns the number of replicas that an insert waits for; 0 for only the one that receives it. */
    int quorum(int replicas) {
        String quorum = parameters.getOrDefault("insert_quorum", "0");
        int count = quorum.equals("auto") ? replicas / 2 + 1 : Integer.parseInt(quorum);
        return count < 2 ? 0 : count;
    }

    /** Returns how long the server waits for replicas in this request. */
    Duration replicaTimeout() {
        long seconds = Long.parseLong(parameters.getOrDefault("max_execution_time", "60"));
        long millis = Long.parseLong(parameters.getOrDefault("insert_quorum_timeout", "600000"));
        return Duration.ofMillis(Math.min(millis, seconds == 0 ? millis : seconds * 1000));
    }

    boolean isSequentiallyConsistent() {
        return parameters.getOrDefault("select_sequential_consistency", "0").equals("1");
    }
}
