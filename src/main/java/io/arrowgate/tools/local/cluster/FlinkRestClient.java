package io.arrowgate.tools.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.tools.local.process.LocalStackException;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** Calls Flink's REST interface: JSON requests and the upload of a jar. */
public final class FlinkRestClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A submission runs the job's main method, which may create topics and tables. */
    private static final Duration REQUEST_LIMIT = MachineSpeed.seconds(60);

    /** Age after which metrics are fetched again from the TaskManagers; they are fetched only on request. */
    static final Duration METRICS_AGE = Duration.ofSeconds(1);
    /** Age after which the result of a request is deleted. Flink delays its end until results are read or deleted. */
    static final Duration RESULT_AGE = Duration.ofSeconds(10);

    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param address such as {@code http://127.0.0.1:8081} */
    public FlinkRestClient(URI address) {
        this.address = address;
    }

    URI address() {
        return address;
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    JsonNode patch(String path) throws IOException, InterruptedException {
        return send(request(path).method("PATCH", BodyPublishers.noBody()));
    }

    /** Uploads a jar and returns the id that runs it. */
    String uploadJar(Path jar) throws IOException, InterruptedException {
        String boundary = UUID.randomUUID().toString();
        String head = String.join(
                "\r\n",
                "--" + boundary,
                "Content-Disposition: form-data; name=\"jarfile\"; filename=\"" + jar.getFileName() + "\"",
                "Content-Type: application/x-java-archive",
                "",
                "");
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofString(head),
                BodyPublishers.ofFile(jar),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        JsonNode answer = send(request("/jars/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body));
        // The response contains the path on the JobManager; the id is the file's name.
        return Path.of(answer.get("filename").asText()).getFileName().toString();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(REQUEST_LIMIT);
    }

    private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw new LocalStackException("Flink rejected %s %s with status %d: %s"
                    .formatted(request.method(), request.uri(), response.statusCode(), reason(response.body())));
        }
        return JSON.readTree(response.body());
    }

    /**
     * Returns the reason from Flink's response to a failed request: a list of messages, of which the longest is the server's
     * stack trace if there is one.
     */
    private static String reason(byte[] body) {
        try {
            String longest = "";
            for (JsonNode error : JSON.readTree(body).path("errors")) {
                longest = error.asText().length() > longest.length() ? error.asText() : longest;
            }
            if (!longest.isEmpty()) {
                return FailureSummary.of(longest.replaceFirst("^<Exception on server side:\\s*", "")
                        .replaceFirst("\\s*End of exception on server side>$", ""));
            }
        } catch (IOException e) {
            // Not a response of Flink: shown unchanged.
        }
        return new String(body, StandardCharsets.UTF_8);
    }
}
