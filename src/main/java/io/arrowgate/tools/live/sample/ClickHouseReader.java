package io.arrowgate.tools.live.sample;

import static java.util.stream.Collectors.joining;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.report.Report;
import io.arrowgate.report.ReportReader;
import io.arrowgate.report.ReportResult;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.report.DayRange;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queries ClickHouse for the live page. Not thread-safe, except {@link #close}. Use a new reader after a failure. */
public final class ClickHouseReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClickHouseReader.class);
    private static final SqlTemplate ALERTS = SqlTemplate.resource("tools/live/alerts");
    private static final int NEWEST_ALERTS = 10;
    /** Each state of an alert has a row, and a duplicate another one until parts are merged. */
    private static final int NEWEST_ALERT_ROWS = 5 * NEWEST_ALERTS;
    /** Bounds the list when an alert storm fires for every series. */
    private static final int MAX_FIRING_ALERTS = 1_000;

    private static final int RANKS = 8;

    /** Holds the newest alerts of a table and the number of all firing ones. */
    public record Alerts(long firing, List<Map<String, Object>> newest) {}

    /** Holds the first rows of a report. */
    public record Ranking(String days, ReportResult report) {}

    private final String database;
    private final ClickHouseJdbcSession queries;
    private final ReportReader reports;

    /** @param limit timeout of a query */
    ClickHouseReader(ClickHouseSettings settings, Duration limit) throws SQLException {
        ClickHouseSettings prompt = settings.withRequestTimeout(limit);
        database = settings.database();
        queries = new ClickHouseJdbcSession(prompt);
        try {
            reports = new ReportReader(prompt);
        } catch (SQLException e) {
            queries.close();
            throw e;
        }
    }

    /** Returns the statistics of the streams' tables by stream. */
    public Map<String, TableStats> tables(List<StreamDefinition> streams) throws SQLException {
        String sql = streams.stream()
                .map(stream -> """
                        SELECT %s AS stream, toInt64(count()) AS rows, toUnixTimestamp64Milli(max(_ingested_at)) AS newest FROM %s""".formatted(
                                SqlQuoting.text(stream.name()),
                                SqlQuoting.table(database, stream.clickhouse().table())))
                .collect(joining("\nUNION ALL\n"));
        Map<String, TableStats> tables = new HashMap<>();
        for (Map<String, Object> row : queries.rows(sql)) {
            tables.put((String) row.get("stream"), new TableStats(number(row, "rows"), number(row, "newest")));
        }
        return tables;
    }

    public Alerts alerts(String table) throws SQLException {
        String alerts = SqlQuoting.table(database, table);
        long firing = queries.number("SELECT count() FROM (%s)".formatted(firingIds(alerts)));
        return new Alerts(firing, queries.rows(newestAlertsSql(alerts)));
    }

    /** Returns the firing alerts, the newest first, at most {@link #MAX_FIRING_ALERTS} of them. */
    public List<Map<String, Object>> firingAlerts(String table) throws SQLException {
        return queries.rows(firingAlertsSql(SqlQuoting.table(database, table)));
    }

    static String newestAlertsSql(String alerts) {
        String ids = "SELECT id FROM %s ORDER BY emitted_at DESC LIMIT %d".formatted(alerts, NEWEST_ALERT_ROWS);
        return alertsSql(alerts, ids, NEWEST_ALERTS);
    }

    static String firingAlertsSql(String alerts) {
        return alertsSql(alerts, firingIds(alerts), MAX_FIRING_ALERTS);
    }

    private static String firingIds(String alerts) {
        return "SELECT id FROM %s GROUP BY id HAVING NOT max(state = 'resolved')".formatted(alerts);
    }

    private static String alertsSql(String alerts, String ids, int limit) {
        return ALERTS.with("alerts", alerts)
                .with("ids", ids)
                .with("limit", String.valueOf(limit))
                .render();
    }

    /**
     * Returns the first rows of a report on the stream's newest days; null if there are none, or if the report does not exist.
     */
    public Ranking ranking(String name, String stream) throws SQLException {
        Report report = reports.reports().get(name);
        if (report == null || reports.newestDay(stream).isEmpty()) {
            return null;
        }
        DayRange days = DayRange.NEWEST.orNewest(reports, stream);
        Map<String, String> arguments = new HashMap<>(days.arguments(report));
        arguments.put("station", "%");
        arguments.put("device", "%");
        return new Ranking(days.toString(), reports.read(report, arguments, RANKS));
    }

    private static long number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).longValue();
    }

    /** Closes both connections. A broken one fails to close, which is ignored. */
    @Override
    public void close() {
        for (AutoCloseable connection : List.of(reports, queries)) {
            try {
                connection.close();
            } catch (Exception e) {
                LOG.debug("a broken connection could not be closed", e);
            }
        }
    }
}
