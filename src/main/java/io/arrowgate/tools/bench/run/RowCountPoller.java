package io.arrowgate.tools.bench.run;

import io.arrowgate.clickhouse.client.ClickHouseClientFactory;
import io.arrowgate.clickhouse.client.EndpointSelector;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.config.ClickHouseSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Asks for the number of rows of a table over and over, with next to no CPU time of its own: it runs in the process that is
 * measured, where JDBC's parsing of the statement would be a good part of the result.
 */
public final class RowCountPoller {
    private final HttpClient client;
    private final HttpRequest request;

    public RowCountPoller(ClickHouseSettings settings, String table) {
        client = ClickHouseClientFactory.http(settings);
        String credentials = settings.user() + ":" + settings.password();
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        request = HttpRequest.newBuilder(
                        URI.create(EndpointSelector.reachable(settings).url()))
                .header("Authorization", "Basic " + basic)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "SELECT count() FROM " + SqlQuoting.table(settings.database(), table)))
                .build();
    }

    public long ask() throws IOException, InterruptedException {
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("ClickHouse answered: " + answer.body());
        }
        return Long.parseLong(answer.body().strip());
    }
}
