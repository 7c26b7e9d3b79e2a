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
 * Queries the number of rows of a table with little CPU time. It runs in the measured process, where JDBC's statement parsing
 * would distort the result.
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

    public long rowCount() throws IOException, InterruptedException {
        var response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("ClickHouse rejected the row count query: " + response.body());
        }
        return Long.parseLong(response.body().strip());
    }
}
