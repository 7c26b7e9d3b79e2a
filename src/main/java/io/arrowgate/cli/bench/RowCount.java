package io.arrowgate.cli.bench;

import io.arrowgate.clickhouse.ClickHouseAccess;
import io.arrowgate.clickhouse.Endpoints;
import io.arrowgate.clickhouse.Sql;
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
final class RowCount {
    private final HttpClient client;
    private final HttpRequest request;

    RowCount(ClickHouseSettings settings, String table) {
        client = ClickHouseAccess.http(settings);
        String credentials = settings.user() + ":" + settings.password();
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        request = HttpRequest.newBuilder(
                        URI.create(Endpoints.reachable(settings).url()))
                .header("Authorization", "Basic " + basic)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "SELECT count() FROM " + Sql.table(settings.database(), table)))
                .build();
    }

    long ask() throws IOException, InterruptedException {
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("ClickHouse answered: " + answer.body());
        }
        return Long.parseLong(answer.body().strip());
    }
}
