package io.arrowgate.report;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.report.derived.SqlFile;
import io.arrowgate.stream.StreamDefinition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Applies the SQL files that create the reports' views, in order, and records each with its checksum.
 *
 * <p>Every statement is idempotent. Concurrent processes get the same result, and what an interrupted process applied
 * is applied again. A changed file is reapplied.
 */
public final class ViewMigrations implements AutoCloseable {
    /** In data-flow order. */
    static final List<String> FILES = List.of(
            "010_turnstile_traffic",
            "020_turnstile_dimensions",
            "030_station_reports",
            "040_device_reports",
            "050_alert_reports",
            "058_turnstile_quality",
            "059_sensor_quality",
            "060_data_quality",
            "070_stream_freshness",
            "080_freshness");

    private static final SqlTemplate CREATE_TABLE = SqlTemplate.resource("report/schema_migrations");

    private static final String ALERTS = "alerts";
    static final String TABLE = "schema_migrations";

    private final String database;
    private final String alertsTable;
    private final ClickHouseJdbcSession queries;

    /** Describes the outcome of one file. */
    public enum Outcome {
        APPLIED,
        UNCHANGED,
        /** A stream or table that the file needs does not exist. */
        NOT_NEEDED
    }

    /** @param alertsTable name of the table of alerts, which may not exist */
    public ViewMigrations(ClickHouseSettings settings, String alertsTable) throws SQLException {
        this.alertsTable = alertsTable;
        database = settings.database();
        queries = new ClickHouseJdbcSession(settings);
    }

    /** Applies new and changed files; returns the outcome of each file by name, in order. */
    public Map<String, Outcome> apply(List<StreamDefinition> streams) throws SQLException {
        queries.define(createTable(database));
        Map<String, String> applied = applied();
        Set<String> tables = tables();
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        Map<String, String> changed = new LinkedHashMap<>();
        for (String name : FILES) {
            SqlFile file = SqlFile.read("migrations/" + name);
            List<StreamDefinition> targets = targets(file, streams);
            if (targets.isEmpty()
                    || !file.list("needs").stream().map(this::table).allMatch(tables::contains)) {
                outcomes.put(name, Outcome.NOT_NEEDED);
                continue;
            }
            for (StreamDefinition stream : targets) {
                String each = file.isPerStream() ? name + ":" + stream.name() : name;
                List<String> statements = statements(file, stream, database, alertsTable);
                String checksum = DigestUtils.sha256Hex(String.join("\n", statements));
                if (checksum.equals(applied.get(each))) {
                    outcomes.put(each, Outcome.UNCHANGED);
                    continue;
                }
                for (String statement : statements) {
                    queries.define(statement);
                }
                changed.put(each, checksum);
                outcomes.put(each, Outcome.APPLIED);
            }
        }
        if (!changed.isEmpty()) {
            record(changed);
        }
        return outcomes;
    }

    /** Records files with their checksums in one insert, as the first start applies all files. */
    private void record(Map<String, String> checksums) throws SQLException {
        String rows = checksums.entrySet().stream()
                .map(file -> "(%s, %s, now64(6))"
                        .formatted(SqlQuoting.text(file.getKey()), SqlQuoting.text(file.getValue())))
                .collect(Collectors.joining(", "));
        queries.execute("INSERT INTO %s VALUES %s".formatted(SqlQuoting.table(database, TABLE), rows));
    }

    static String createTable(String database) {
        return CREATE_TABLE.with("table", SqlQuoting.table(database, TABLE)).render();
    }

    /** Returns the streams to apply a file for; any one stream for a file that does not name a stream. */
    private static List<StreamDefinition> targets(SqlFile file, List<StreamDefinition> streams) {
        if (file.isPerStream()) {
            return streams;
        }
        String name = file.stream();
        return streams.stream()
                .filter(stream -> name == null || stream.name().equals(name))
                .limit(1)
                .toList();
    }

    private String table(String needed) {
        return needed.equals(ALERTS) ? alertsTable : needed;
    }

    static List<String> statements(SqlFile file, StreamDefinition stream, String database, String alertsTable) {
        Map<String, String> values = new HashMap<>();
        values.put("database", SqlQuoting.name(database));
        values.put("database_text", SqlQuoting.text(database));
        values.put(ALERTS, SqlQuoting.name(alertsTable));
        if (file.stream() != null) {
            values.put("stream", SqlQuoting.text(stream.name()));
            values.put("table", SqlQuoting.name(stream.clickhouse().table()));
            values.put("event_time", SqlQuoting.name(stream.eventTime().column()));
            values.put(
                    "freshness_of",
                    SqlQuoting.name("freshness_of_" + stream.clickhouse().table()));
            values.put("time_zone", stream.timeZone().getId());
        }
        return file.statements().stream()
                .map(statement -> statement.render(only(statement.parameters(), values)))
                .toList();
    }

    private static Map<String, String> only(Set<String> parameters, Map<String, String> values) {
        Map<String, String> used = new HashMap<>(values);
        used.keySet().retainAll(parameters);
        return used;
    }

    private Map<String, String> applied() throws SQLException {
        List<Map<String, Object>> rows =
                queries.rows("SELECT name, checksum FROM %s FINAL".formatted(SqlQuoting.table(database, TABLE)));
        return rows.stream()
                .collect(Collectors.toMap(row -> (String) row.get("name"), row -> (String) row.get("checksum")));
    }

    private Set<String> tables() throws SQLException {
        List<Map<String, Object>> rows =
                queries.rows("SELECT name FROM system.tables WHERE database = " + SqlQuoting.text(database));
        List<String> names = new ArrayList<>();
        rows.forEach(row -> names.add((String) row.get("name")));
        return new HashSet<>(names);
    }

    @Override
    public void close() throws SQLException {
        queries.close();
    }
}
