package io.arrowgate.tools.chaos.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Compares the alerts in table and topic with those that the rows cause when they are evaluated once more, by id and state. The rows are
 * compared with the raw records elsewhere. ClickHouse sorts them by series, so that the comparison takes little memory.
 */
public final class AlertComparison {
    /** Excludes alerts that depend on the clock, and summaries of alert storms. */
    private static final String OF_READINGS = "kind NOT IN ('absent', 'storm')";

    private static final int EXAMPLES = 20;

    private final JobSettings settings;
    private final String expected;
    private final String found;
    private final String topic;

    /** @param settings that reach Kafka and ClickHouse directly, without a proxy */
    public AlertComparison(JobSettings settings) {
        this.settings = settings;
        expected = table("chaos_alerts");
        found = table(settings.alerts().table());
        topic = table("chaos_alerts_topic");
    }

    /**
     * Returns the outcome for each built-in stream.
     *
     * @param rows returns an operand of FROM with all rows of a stream
     */
    public Map<String, AlertOutcome> compare(UnaryOperator<String> rows) throws Exception {
        RowBinaryTable evaluated = RowBinaryTable.create(
                settings.clickHouse(),
                expected,
                "(stream String, rule String, id String, state String)",
                "(stream, id)");
        for (String name : StreamDefinitions.BUILT_IN) {
            StreamDefinition stream = StreamDefinitions.builtIn(name);
            ExpectedAlerts alerts = new ExpectedAlerts(stream, alert -> evaluated.add(row(alert)));
            new SeriesReadings(settings.clickHouse(), stream).read(rows.apply(name), alerts);
            alerts.evaluate();
        }
        evaluated.flush();
        new RawTopicCopy(settings).copyRawTopic(settings.alerts().topic(), topic);
        Map<String, AlertOutcome> outcomes = new LinkedHashMap<>();
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings.clickHouse())) {
            for (String name : StreamDefinitions.BUILT_IN) {
                outcomes.put(name, outcome(queries, name));
            }
        }
        return outcomes;
    }

    /** Encodes a row in RowBinary format; texts are shorter than 128 bytes. */
    private static byte[] row(Alert alert) {
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        for (String text :
                List.of(alert.stream(), alert.rule(), alert.id(), alert.state().label())) {
            byte[] bytes = text.getBytes(UTF_8);
            row.write(bytes.length);
            row.writeBytes(bytes);
        }
        return row.toByteArray();
    }

    private AlertOutcome outcome(ClickHouseJdbcSession queries, String stream) throws SQLException {
        return new AlertOutcome(
                count(queries, expected(stream)),
                count(queries, found(stream)),
                count(queries, missing(stream)),
                count(queries, unexpected(stream)),
                count(queries, missingOnTopic(stream)));
    }

    private static long count(ClickHouseJdbcSession queries, String alerts) throws SQLException {
        return queries.number("SELECT count() FROM (%s)".formatted(alerts));
    }

    /** Returns the first few alerts that are missing or unexpected. */
    public List<String> differences(String stream) throws SQLException {
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings.clickHouse())) {
            return queries
                    .rows(
                            ("SELECT toString((d, rule, id, state)) AS text FROM (SELECT 'missing' AS d, * FROM (%s) UNION ALL"
                                            + " SELECT 'unexpected' AS d, * FROM (%s) UNION ALL SELECT 'not on the topic' AS d, * FROM (%s))"
                                            + " LIMIT %d")
                                    .formatted(missing(stream), unexpected(stream), missingOnTopic(stream), EXAMPLES))
                    .stream()
                    .map(row -> (String) row.get("text"))
                    .toList();
        }
    }

    private String expected(String stream) {
        return "SELECT DISTINCT rule, id, state FROM %s WHERE stream = %s".formatted(expected, SqlQuoting.text(stream));
    }

    private String found(String stream) {
        return "SELECT DISTINCT toString(rule) AS rule, id, toString(state) AS state FROM %s WHERE stream = %s AND %s"
                .formatted(found, SqlQuoting.text(stream), OF_READINGS);
    }

    private String missing(String stream) {
        return "%s AND (rule, id, state) NOT IN (%s)".formatted(expected(stream), found(stream));
    }

    private String unexpected(String stream) {
        return "SELECT * FROM (%s) WHERE (rule, id, state) NOT IN (%s)".formatted(found(stream), expected(stream));
    }

    private String missingOnTopic(String stream) {
        return "%s AND rule NOT IN (SELECT rule FROM %s WHERE kind = 'storm' AND stream = %s)"
                        .formatted(expected(stream), found, SqlQuoting.text(stream))
                + " AND (id, state) NOT IN (SELECT JSONExtractString(v, 'id'), JSONExtractString(v, 'state') FROM %s)"
                        .formatted(topic);
    }

    private String table(String name) {
        return SqlQuoting.table(settings.clickHouse().database(), name);
    }
}
