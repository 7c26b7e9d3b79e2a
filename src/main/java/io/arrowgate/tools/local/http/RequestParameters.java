package io.arrowgate.tools.local.http;

import com.sun.net.httpserver.Headers;
import io.arrowgate.tools.local.engine.ClickHouseException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads a request's URL parameters and headers as ClickHouse's HTTP interface defines them. URL parameters take precedence. */
final class RequestParameters {
    private static final String PARAMETER_PREFIX = "param_";
    private static final Duration DEFAULT_SESSION_TIMEOUT = Duration.ofSeconds(60);
    private static final long MAX_SESSION_TIMEOUT_SECONDS = 3600;
    /** Parameters that are not settings. */
    private static final Set<String> RESERVED = Set.of(
            "query",
            "database",
            "default_format",
            "compress",
            "decompress",
            "user",
            "password",
            "session_id",
            "session_timeout",
            "session_check",
            "close_session",
            "query_id",
            "role",
            "quota_key",
            "client_protocol_version",
            "stacktrace",
            "buffer_size",
            "wait_end_of_query");

    private final Map<String, String> url;
    private final Headers headers;
    private final String queryId;

    RequestParameters(String rawQuery, Headers headers) {
        this.url = decode(rawQuery);
        this.headers = headers;
        this.queryId = text("query_id", "X-ClickHouse-Query-Id")
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    private static Map<String, String> decode(String rawQuery) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (rawQuery == null) {
            return parameters;
        }
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!name.isEmpty()) {
                parameters.put(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private Optional<String> text(String parameter, String header) {
        return Optional.ofNullable(url.get(parameter)).or(() -> header(header)).filter(value -> !value.isEmpty());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(url.get(name));
    }

    boolean flag(String name) {
        return url.getOrDefault(name, "").equals("1");
    }

    /** Returns the query's id, which is generated if the client did not set one. */
    String queryId() {
        return queryId;
    }

    Optional<String> database() {
        return text("database", "X-ClickHouse-Database");
    }

    String defaultFormat() {
        return text("default_format", "X-ClickHouse-Format").orElse("TabSeparated");
    }

    Optional<String> sessionId() {
        return parameter("session_id").filter(id -> !id.isEmpty());
    }

    Duration sessionTimeout() {
        String text = url.get("session_timeout");
        if (text == null) {
            return DEFAULT_SESSION_TIMEOUT;
        }
        if (!text.matches("\\d{1,9}") || Long.parseLong(text) > MAX_SESSION_TIMEOUT_SECONDS) {
            throw new ClickHouseException(
                    374,
                    "INVALID_SESSION_TIMEOUT",
                    "Session timeout '" + text + "' is not a number of seconds up to " + MAX_SESSION_TIMEOUT_SECONDS);
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    /** Returns the values of the statement's {@code {name:Type}} parameters. */
    Map<String, String> arguments() {
        Map<String, String> arguments = new LinkedHashMap<>();
        url.forEach((name, value) -> {
            if (name.startsWith(PARAMETER_PREFIX)) {
                arguments.put(name.substring(PARAMETER_PREFIX.length()), value);
            }
        });
        return arguments;
    }

    /** Returns every other parameter: the settings of the query. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        url.forEach((name, value) -> {
            if (!RESERVED.contains(name) && !name.startsWith(PARAMETER_PREFIX)) {
                settings.put(name, value);
            }
        });
        return settings;
    }
}
