package io.arrowgate.config;

import static io.arrowgate.config.option.SettingChecks.check;
import static io.arrowgate.config.option.SettingChecks.checkPositive;
import static io.arrowgate.config.option.SettingChecks.checkPresent;

import io.arrowgate.config.option.ResolvedOptions;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Describes how the job connects to ClickHouse and retries.
 *
 * @param url of its HTTP interface, {@code http://} or {@code https://}; several comma separated
 * @param user that may insert, select, and create tables
 * @param password never printed
 * @param database that holds the tables; created if it is missing
 * @param tls the certificates to trust and the client certificate
 * @param cluster that tables and views are created on; null for a single server
 * @param insertQuorum how many replicas acknowledge an insert into a replicated table; {@code auto} for the majority
 * @param connectTimeout of one connection
 * @param requestTimeout after which the client gives up an insert and the server cancels it
 * @param retryInitialBackoff back-off before the first retry; it doubles with each retry, with jitter
 * @param retryMaxBackoff longest back-off between two attempts
 * @param retryMaxDuration how long one batch is retried; null for no limit
 */
public record ClickHouseSettings(
        String url,
        String user,
        String password,
        String database,
        ClickHouseTlsFiles tls,
        String cluster,
        String insertQuorum,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration retryInitialBackoff,
        Duration retryMaxBackoff,
        Duration retryMaxDuration)
        implements Serializable {
    /** Selects the majority of a table's replicas as {@link #insertQuorum}. */
    public static final String MAJORITY = "auto";

    private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9_-]+");

    private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9_.-]+|\\{\\w+}");

    private static final Pattern INSERT_QUORUM = Pattern.compile("auto|[1-9]\\d{0,2}");

    public ClickHouseSettings {
        checkPresent(ArrowgateOptions.CLICKHOUSE_URL, url);
        ClickHouseUrlParser.parse(url, tls);
        checkPresent(ArrowgateOptions.CLICKHOUSE_USER, user);
        password = password == null ? "" : password;
        checkPresent(ArrowgateOptions.CLICKHOUSE_DATABASE, database);
        check(
                DATABASE.matcher(database).matches(),
                ArrowgateOptions.CLICKHOUSE_DATABASE,
                database,
                "is not a database name; use letters, digits, '_' and '-'");
        check(
                cluster == null || CLUSTER.matcher(cluster).matches(),
                ArrowgateOptions.CLICKHOUSE_CLUSTER,
                cluster,
                "is not a cluster name; use letters, digits, '_', '.' and '-', or a {macro}");
        check(
                INSERT_QUORUM.matcher(insertQuorum).matches(),
                ArrowgateOptions.CLICKHOUSE_INSERT_QUORUM,
                insertQuorum,
                "is not a number of replicas; give auto for the majority, or a number from 1 (no quorum) to 999");
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

    static ClickHouseSettings from(ResolvedOptions options) {
        return new ClickHouseSettings(
                options.get(ArrowgateOptions.CLICKHOUSE_URL),
                options.get(ArrowgateOptions.CLICKHOUSE_USER),
                options.get(ArrowgateOptions.CLICKHOUSE_PASSWORD),
                options.get(ArrowgateOptions.CLICKHOUSE_DATABASE),
                ClickHouseTlsFiles.from(options),
                options.get(ArrowgateOptions.CLICKHOUSE_CLUSTER),
                options.get(ArrowgateOptions.CLICKHOUSE_INSERT_QUORUM),
                options.get(ArrowgateOptions.CLICKHOUSE_CONNECT_TIMEOUT),
                options.get(ArrowgateOptions.CLICKHOUSE_REQUEST_TIMEOUT),
                options.get(ArrowgateOptions.CLICKHOUSE_RETRY_INITIAL_BACKOFF),
                options.get(ArrowgateOptions.CLICKHOUSE_RETRY_MAX_BACKOFF),
                options.get(ArrowgateOptions.CLICKHOUSE_RETRY_MAX_DURATION));
    }

    /** Returns the addresses of {@link #url} as a list. */
    public List<String> urls() {
        return ClickHouseUrlParser.parse(url, tls);
    }

    /** Returns these settings with a different request timeout. */
    public ClickHouseSettings withRequestTimeout(Duration timeout) {
        return with(url, insertQuorum, timeout);
    }

    /** Returns these settings for one of the servers. */
    public ClickHouseSettings withUrl(String one) {
        return with(one, insertQuorum, requestTimeout);
    }

    /** Returns these settings with a different insert quorum. */
    public ClickHouseSettings withInsertQuorum(String quorum) {
        return with(url, quorum, requestTimeout);
    }

    private ClickHouseSettings with(String otherUrl, String quorum, Duration timeout) {
        return new ClickHouseSettings(
                otherUrl,
                user,
                password,
                database,
                tls,
                cluster,
                quorum,
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
