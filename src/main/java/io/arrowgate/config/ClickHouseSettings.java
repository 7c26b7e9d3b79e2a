package io.arrowgate.config;

import static io.arrowgate.config.SettingChecks.check;
import static io.arrowgate.config.SettingChecks.checkGiven;
import static io.arrowgate.config.SettingChecks.checkPositive;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How the job reaches ClickHouse.
 *
 * @param url of its HTTP interface, {@code http://} or {@code https://}
 * @param user that may insert, select, and create tables
 * @param password never printed
 * @param database that holds the tables; created if it is missing
 * @param tls whom to trust, and by which certificate the server knows the job
 * @param cluster that tables and views are created on; null for the one server
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
        ClickHouseTls tls,
        String cluster,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration retryInitialBackoff,
        Duration retryMaxBackoff,
        Duration retryMaxDuration)
        implements Serializable {
    private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9_-]+");

    private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9_.-]+|\\{\\w+}");

    public ClickHouseSettings {
        checkGiven(ArrowgateOptions.CLICKHOUSE_URL, url);
        checkUrl(url);
        checkGiven(ArrowgateOptions.CLICKHOUSE_USER, user);
        password = password == null ? "" : password;
        checkGiven(ArrowgateOptions.CLICKHOUSE_DATABASE, database);
        check(
                DATABASE.matcher(database).matches(),
                ArrowgateOptions.CLICKHOUSE_DATABASE,
                database,
                "is no name of a database; give letters, digits, '_' and '-'");
        check(
                cluster == null || CLUSTER.matcher(cluster).matches(),
                ArrowgateOptions.CLICKHOUSE_CLUSTER,
                cluster,
                "is no name of a cluster; give letters, digits, '_', '.' and '-', or a {macro}");
        check(
                tls.isDefault() || url.startsWith("https:"),
                ArrowgateOptions.CLICKHOUSE_URL,
                url,
                "is not https://, and yet clickhouse.tls.* is set; give the address of the server's TLS port");
        checkPositive(ArrowgateOptions.CLICKHOUSE_CONNECT_TIMEOUT, connectTimeout);
        checkPositive(ArrowgateOptions.CLICKHOUSE_REQUEST_TIMEOUT, requestTimeout);
        checkPositive(ArrowgateOptions.CLICKHOUSE_RETRY_INITIAL_BACKOFF, retryInitialBackoff);
        checkPositive(ArrowgateOptions.CLICKHOUSE_RETRY_MAX_BACKOFF, retryMaxBackoff);
        check(
                retryMaxBackoff.compareTo(retryInitialBackoff) >= 0,
                ArrowgateOptions.CLICKHOUSE_RETRY_MAX_BACKOFF,
                retryMaxBackoff,
                "is less than clickhouse.retry.initial-backoff; give at least " + retryInitialBackoff);
        if (retryMaxDuration != null) {
            checkPositive(ArrowgateOptions.CLICKHOUSE_RETRY_MAX_DURATION, retryMaxDuration);
        }
    }

    /** The same without TLS files. */
    public ClickHouseSettings(
            String url,
            String user,
            String password,
            String database,
            String cluster,
            Duration connectTimeout,
            Duration requestTimeout,
            Duration retryInitialBackoff,
            Duration retryMaxBackoff,
            Duration retryMaxDuration) {
        this(
                url,
                user,
                password,
                database,
                ClickHouseTls.DEFAULT,
                cluster,
                connectTimeout,
                requestTimeout,
                retryInitialBackoff,
                retryMaxBackoff,
                retryMaxDuration);
    }

    private static void checkUrl(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new InvalidSettingException(ArrowgateOptions.CLICKHOUSE_URL.key(), e.getReason());
        }
        if (uri.getRawUserInfo() != null) {
            throw new InvalidSettingException(
                    ArrowgateOptions.CLICKHOUSE_URL.key(),
                    "holds a user; give clickhouse.user and clickhouse.password instead, so that it stays secret");
        }
        check(
                ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null,
                ArrowgateOptions.CLICKHOUSE_URL,
                url,
                "is no address of an HTTP interface; give for example http://clickhouse:8123");
    }

    static ClickHouseSettings from(ResolvedOptions options) {
        return new ClickHouseSettings(
                options.get(ArrowgateOptions.CLICKHOUSE_URL),
                options.get(ArrowgateOptions.CLICKHOUSE_USER),
                options.get(ArrowgateOptions.CLICKHOUSE_PASSWORD),
                options.get(ArrowgateOptions.CLICKHOUSE_DATABASE),
                ClickHouseTls.from(options),
                options.get(ArrowgateOptions.CLICKHOUSE_CLUSTER),
                options.get(ArrowgateOptions.CLICKHOUSE_CONNECT_TIMEOUT),
                options.get(ArrowgateOptions.CLICKHOUSE_REQUEST_TIMEOUT),
                options.get(ArrowgateOptions.CLICKHOUSE_RETRY_INITIAL_BACKOFF),
                options.get(ArrowgateOptions.CLICKHOUSE_RETRY_MAX_BACKOFF),
                options.get(ArrowgateOptions.CLICKHOUSE_RETRY_MAX_DURATION));
    }

    /** The same with another limit for one request. */
    public ClickHouseSettings withRequestTimeout(Duration timeout) {
        return new ClickHouseSettings(
                url,
                user,
                password,
                database,
                tls,
                cluster,
                connectTimeout,
                timeout,
                retryInitialBackoff,
                retryMaxBackoff,
                retryMaxDuration);
    }

    @Override
    public String toString() {
        return "ClickHouseSettings[url=%s, user=%s, password=***, database=%s]".formatted(url, user, database);
    }
}
