package io.arrowgate.clickhouse.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpResponse;

/** Reports a response that ClickHouse did not send (but a gateway, load balancer or other server), or that is incomplete. */
public final class InvalidResponseException extends IOException {
    private static final int MAX_QUOTED = 200;

    private final int status;

    private InvalidResponseException(int status, String message) {
        super(message);
        this.status = status;
    }

    static InvalidResponseException of(HttpResponse<byte[]> response) {
        String text = new String(response.body(), UTF_8).replaceAll("\\s+", " ").strip();
        String quoted = text.length() > MAX_QUOTED ? text.substring(0, MAX_QUOTED) + "…" : text;
        return new InvalidResponseException(
                response.statusCode(),
                "the response is not from ClickHouse: HTTP status %d%s, %s"
                        .formatted(
                                response.statusCode(),
                                response.headers()
                                        .firstValue("Location")
                                        .map(location -> " to " + location)
                                        .orElse(""),
                                quoted.isEmpty() ? "without a body" : "'" + quoted + "'"));
    }

    /** Reports a successful response without the query id of the request, or with a different one. */
    static InvalidResponseException withoutQueryId(String queryId) {
        return new InvalidResponseException(
                0, "the response is not from ClickHouse: %s is %s".formatted(ClickHouseHttp.QUERY_ID, queryId));
    }

    /** Reports a response of ClickHouse that is truncated or malformed. */
    public static InvalidResponseException incomplete(String what) {
        return new InvalidResponseException(0, "the response is incomplete: " + what);
    }

    /** Returns the HTTP status; 0 if it was 200. */
    int status() {
        return status;
    }
}
