package io.arrowgate.tools.local.replica;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Sends requests to one engine: those of clients, unchanged, and the model's own. */
final class EngineClient {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI engine;
    private final String authorization;

    EngineClient(String url, String user, String password) {
        engine = URI.create(url);
        authorization = "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    /** Signals that the engine rejected a statement of the model. */
    static final class RejectedException extends IOException {
        RejectedException(String message) {
            super(message);
        }
    }

    /** Forwards a client's request. */
    HttpResponse<InputStream> forward(ClientRequest request) throws IOException, InterruptedException {
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(engine.resolve(request.target()))
                .method(request.method(), BodyPublishers.ofByteArray(request.body()));
        request.forwardedHeaders().forEach((name, values) -> values.forEach(value -> forwarded.header(name, value)));
        return http.send(forwarded.build(), BodyHandlers.ofInputStream());
    }

    /** Runs a statement and returns its result as tab-separated lines. */
    List<String> lines(String sql) throws IOException, InterruptedException {
        return new String(bytes(sql), UTF_8).lines().toList();
    }

    void execute(String sql) throws IOException, InterruptedException {
        bytes(sql);
    }

    /** Runs a statement and returns its whole result. */
    byte[] bytes(String sql) throws IOException, InterruptedException {
        return post("/?wait_end_of_query=1", sql.getBytes(UTF_8));
    }

    /** Inserts rows in the Native format, without any deduplication. */
    void insert(TableName table, byte[] rows) throws IOException, InterruptedException {
        String sql = "INSERT INTO %s FORMAT Native".formatted(table.sql());
        Map<String, String> settings = Map.of(
                "insert_deduplicate",
                "0",
                "optimize_on_insert",
                "0",
                "max_partitions_per_insert_block",
                "0",
                "max_insert_block_size",
                "1000000000",
                "async_insert",
                "0");
        StringBuilder target = new StringBuilder("/?query=").append(URLEncoder.encode(sql, UTF_8));
        settings.forEach(
                (name, value) -> target.append('&').append(name).append('=').append(value));
        post(target.toString(), rows);
    }

    private byte[] post(String target, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(engine.resolve(target))
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new RejectedException(new String(response.body(), UTF_8).strip());
        }
        return response.body();
    }
}
