package io.arrowgate.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How the job reaches ClickHouse.
 *
 * @param url of its HTTP interface, {@code http://} or {@code https://}
 * @param user that may insert, select, and create tables
 * @param password never printed
 * @param database that holds the tables; created if it is missing
 * @param connectTimeout of one connection
 * @param requestTimeout after which an insert is given up by the client, and ended by the server
 * @param retryInitialBackoff wait before the first retry; it doubles, with jitter
 * @param retryMaxBackoff longest wait between two tries
 * @param retryMaxDuration how long one batch is retried; null for ever
 */
public record ClickHouseSettings(
        String url,
        String user,
        String password,
        String database,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration retryInitialBackoff,
        Duration retryMaxBackoff,
        Duration retryMaxDuration)
        implements Serializable {

    @Override
    public String toString() {
        return "ClickHouseSettings[url=%s, user=%s, password=***, database=%s]".formatted(url, user, database);
    }
}
