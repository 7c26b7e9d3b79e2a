package io.arrowgate.clickhouse.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpResponse;

/** Reports a response that is not ClickHouse's own, or not complete: a gateway's, a load balancer's, another server's. */
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
                "the response is not ClickHouse's: HTTP status %d%s, %s"
                        .formatted(
                                response.statusCode(),
                                response.headers()
                                        .firstValue("Location")
                                        .map(location -> " to " + location)
                                        .orElse(""),
                                quoted.isEmpty() ? "without a body" : "'" + quoted + "'"));
    }

    /** A success without the id of the request, or with another one. */
    static InvalidResponseException withoutQueryId(String queryId) {
        return new InvalidResponseException(
                0, "the response is not ClickHouse's: %s is %s".formatted(ClickHouseHttp.QUERY_ID, queryId));
    }

    /** A response with ClickHouse's headers, of which a part is missing or wrong. */
    public static InvalidResponseException incomplete(String what) {
        return new InvalidResponseException(0, "the response is not complete: " + what);
    }

    /** HTTP status; 0 if it was 200. */
    int status() {
        return status;
    }
}
