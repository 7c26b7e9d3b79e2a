package io.arrowgate.tools.local.http;

import io.arrowgate.tools.local.SharedStack;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Provides the server for the conformance suite: the shared engine or a real server.
 *
 * <p>For a real server set {@code -Dconformance.url=http://host:8123 -Dconformance.user=... -Dconformance.password=...}.
 */
final class ConformanceServer {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private ConformanceServer() {}

    static String url() {
        String given = System.getProperty("conformance.url");
        return given == null ? SharedStack.clickHouseUrl() : given;
    }

    static String user() {
        return System.getProperty("conformance.user", SharedStack.USER);
    }

    static String password() {
        return System.getProperty("conformance.password", SharedStack.PASSWORD);
    }

    /** Starts a request to {@code /}. */
    static Request request() {
        return new Request();
    }

    /** Runs a statement that must succeed and returns its result without the last line end. */
    static String query(String sql) {
        HttpResponse<byte[]> response = request().post(sql);
        String text = new String(response.body(), StandardCharsets.UTF_8).stripTrailing();
        if (response.statusCode() != 200) {
            throw new AssertionError(text);
        }
        return text;
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** One request: parameters, headers, then how it is sent. */
    static final class Request {
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private final HttpRequest.Builder builder = HttpRequest.newBuilder();
        private String path = "/";
        private String authorization = "Basic "
                + Base64.getEncoder().encodeToString((user() + ":" + password()).getBytes(StandardCharsets.UTF_8));

        Request path(String newPath) {
            path = newPath;
            return this;
        }

        Request parameter(String name, String value) {
            parameters.put(name, value);
            return this;
        }

        Request header(String name, String value) {
            builder.header(name, value);
            return this;
        }

        Request anonymous() {
            authorization = null;
            return this;
        }

        HttpResponse<byte[]> get() {
            return send(builder.GET(), HttpResponse.BodyHandlers.ofByteArray());
        }

        HttpResponse<byte[]> post(String body) {
            return post(body.getBytes(StandardCharsets.UTF_8));
        }

        HttpResponse<byte[]> post(byte[] body) {
            return send(
                    builder.POST(HttpRequest.BodyPublishers.ofByteArray(body)),
                    HttpResponse.BodyHandlers.ofByteArray());
        }

        /** Sends a body of unknown length, in chunks. */
        HttpResponse<byte[]> post(InputStream body) {
            return send(
                    builder.POST(HttpRequest.BodyPublishers.ofInputStream(() -> body)),
                    HttpResponse.BodyHandlers.ofByteArray());
        }

        HttpResponse<InputStream> postStreaming(String body) {
            return send(
                    builder.POST(HttpRequest.BodyPublishers.ofString(body)), HttpResponse.BodyHandlers.ofInputStream());
        }

        private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
            if (authorization != null) {
                request.header("Authorization", authorization);
            }
            String query = parameters.entrySet().stream()
                    .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                    .collect(Collectors.joining("&"));
            request.uri(URI.create(url() + path + (query.isEmpty() ? "" : "?" + query)));
            try {
                return CLIENT.send(request.build(), handler);
            } catch (IOException e) {
                throw new AssertionError("the server broke off the connection", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }

        private static String encode(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
