package io.arrowgate.clickhouse.client;

import io.arrowgate.config.ClickHouseSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Predicate;

/** Checks with {@code /ping} whether a ClickHouse server is reachable. A proxy's response does not count. */
final class EndpointProbe implements Predicate<String> {
    private static final int OK = 200;
    private static final String ANSWER = "Ok.\n";

    private final ClickHouseSettings settings;
    private HttpClient http;

    EndpointProbe(ClickHouseSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean test(String url) {
        if (http == null) {
            http = ClickHouseClientFactory.http(settings);
        }
        HttpRequest ping = HttpRequest.newBuilder(URI.create(url.replaceFirst("/+$", "") + "/ping"))
                .timeout(settings.connectTimeout())
                .build();
        try {
            HttpResponse<String> response = http.send(ping, BodyHandlers.ofString());
            return response.statusCode() == OK && response.body().equals(ANSWER);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            // The next blocking call of the caller throws.
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
