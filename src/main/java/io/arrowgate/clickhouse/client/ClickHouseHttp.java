package io.arrowgate.clickhouse.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.clickhouse.client.api.ServerException;
import io.arrowgate.config.ClickHouseSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * Sends requests to ClickHouse's HTTP interface and returns only responses that ClickHouse itself sent.
 *
 * <p>Each call is one request. It is not retried and follows no redirects, because both could send an insert again or to another
 * server without the caller's knowledge. A gateway or proxy may respond in place of the server, so a response is valid only if it has
 * status 200 and the id of this request. The caller checks that the content is complete.
 */
public final class ClickHouseHttp {
    /** Response header with the query id; every response of ClickHouse has it. */
    static final String QUERY_ID = "X-ClickHouse-Query-Id";

    /** The row identities of 20 million rows, the largest valid response. */
    private static final int MAX_RESPONSE_BYTES = 256 << 20;

    private static final int OK = 200;
    private static final String EXCEPTION_CODE = "X-ClickHouse-Exception-Code";

    private final HttpClient http;
    private final int maxResponseBytes;
    private final String authorization;

    ClickHouseHttp(ClickHouseSettings settings) {
        this(settings, MAX_RESPONSE_BYTES);
    }

    /** Creates a client whose requests fail if the response is larger. */
    public ClickHouseHttp(ClickHouseSettings settings, int maxResponseBytes) {
        this.maxResponseBytes = maxResponseBytes;
        http = ClickHouseClientFactory.http(settings);
        authorization = "Basic "
                + Base64.getEncoder()
                        .encodeToString("%s:%s"
                                .formatted(settings.user(), settings.password())
                                .getBytes(UTF_8));
    }

    /**
     * Sends one request. Cancelling the future closes the connection. The future fails with
     *
     * <ul>
     *   <li>a {@link ServerException} if ClickHouse reports an error,
     *   <li>an {@link InvalidResponseException} if ClickHouse did not send the response,
     *   <li>another {@link IOException} if no response arrives.
     * </ul>
     *
     * @param endpoint base URL of the server, such as {@code http://clickhouse:8123}
     * @param queryId the server identifies the query by it
     * @param parameters query settings and other URL parameters
     * @param body the statement and its data
     * @param timeLimit limits the time until the response begins
     */
    public CompletableFuture<HttpResponse<byte[]>> post(
            URI endpoint, String queryId, Map<String, String> parameters, BodyPublisher body, Duration timeLimit) {
        HttpRequest request = HttpRequest.newBuilder(uri(endpoint, queryId, parameters))
                .timeout(timeLimit)
                .header("Authorization", authorization)
                .header("User-Agent", "arrowgate")
                .header("Content-Type", "application/octet-stream")
                .POST(body)
                .build();
        return http.sendAsync(request, info -> new BoundedBodySubscriber(maxResponseBytes))
                .thenCompose(response -> {
                    try {
                        return CompletableFuture.completedFuture(validated(response, queryId));
                    } catch (ServerException | InvalidResponseException e) {
                        return CompletableFuture.failedFuture(e);
                    }
                });
    }

    private static URI uri(URI endpoint, String queryId, Map<String, String> parameters) {
        StringBuilder uri = new StringBuilder(endpoint.toString().replaceFirst("[/?]*$", "")).append("/?query_id=");
        uri.append(URLEncoder.encode(queryId, UTF_8));
        parameters.forEach(
                (name, value) -> uri.append('&').append(name).append('=').append(URLEncoder.encode(value, UTF_8)));
        return URI.create(uri.toString());
    }

    private static HttpResponse<byte[]> validated(HttpResponse<byte[]> response, String queryId)
            throws InvalidResponseException {
        HttpHeaders headers = response.headers();
        OptionalInt code = exceptionCode(headers);
        if (code.isPresent()) {
            String message = new String(response.body(), UTF_8).strip();
            throw new ServerException(code.getAsInt(), message, response.statusCode(), queryId);
        }
        boolean fromClickHouse = response.statusCode() == OK
                && headers.firstValue(QUERY_ID).filter(queryId::equals).isPresent();
        if (!fromClickHouse) {
            throw InvalidResponseException.of(response);
        }
        return response;
    }

    private static OptionalInt exceptionCode(HttpHeaders headers) {
        return headers.firstValue(EXCEPTION_CODE)
                .filter(code -> code.matches("[1-9]\\d{0,8}"))
                .map(code -> OptionalInt.of(Integer.parseInt(code)))
                .orElse(OptionalInt.empty());
    }
}
