package io.arrowgate.report;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.config.ClickHouseSettings;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Lists and runs the reports of a database. Not thread-safe. */
public final class ReportReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String database;
    private final ClickHouseJdbcSession queries;

    public ReportReader(ClickHouseSettings settings) throws SQLException {
        database = settings.database();
        queries = new ClickHouseJdbcSession(settings);
    }

    /** Returns the database's views by name, without the per-stream views that others are composed of. */
    public Map<String, Report> reports() throws SQLException {
        Map<String, Report> reports = new TreeMap<>();
        for (Map<String, Object> view : queries.rows("""
                SELECT name, comment, create_table_query FROM system.tables
                WHERE database = %s AND engine = 'View' AND NOT match(name, '^(quality|freshness)_of_')""".formatted(SqlQuoting.text(database)))) {
            String name = (String) view.get("name");
            reports.put(name, Report.of(name, (String) view.get("comment"), (String) view.get("create_table_query")));
        }
        return reports;
    }

    /** Returns the day of a stream's newest event, in the stream's time zone; empty without events or stream. */
    public Optional<LocalDate> newestDay(String stream) throws SQLException {
        LocalDate newest = null;
        for (Map<String, Object> row : queries.rows(
                "SELECT toInt64(toUnixTimestamp(newest_event)) AS second, time_zone FROM %s WHERE rows > 0 AND stream LIKE %s"
                        .formatted(SqlQuoting.table(database, "freshness"), SqlQuoting.text(stream)))) {
            LocalDate day = LocalDate.ofInstant(
                    Instant.ofEpochSecond(((Number) row.get("second")).longValue()),
                    ZoneId.of((String) row.get("time_zone")));
            newest = newest == null || day.isAfter(newest) ? day : newest;
        }
        return Optional.ofNullable(newest);
    }

    /**
     * Runs a report.
     *
     * @param arguments a value for each parameter
     * @param limit maximum number of rows
     */
    public ReportResult read(Report report, Map<String, String> arguments, long limit) throws SQLException {
        String given = report.parameters().keySet().stream()
                .map(name -> name + "=" + SqlQuoting.text(arguments.get(name)))
                .collect(joining(", "));
        return query("SELECT * FROM %s LIMIT %d".formatted(view(report.name(), given), limit));
    }

    /**
     * Returns the SQL expression of a view.
     *
     * @param arguments values of its parameters, in SQL; empty for a view without parameters
     */
    public String view(String name, String arguments) {
        return SqlQuoting.table(database, name) + (arguments.isEmpty() ? "" : "(" + arguments + ")");
    }

    /** Runs a query. The server formats the values as JSON. */
    public ReportResult query(String query) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (Map<String, Object> column : queries.rows("DESCRIBE (%s)".formatted(query))) {
            columns.add((String) column.get("name"));
            types.add((String) column.get("type"));
        }
        List<JsonNode> rows = new ArrayList<>();
        String asJson = """
                SELECT formatRowNoNewline('JSONCompactEachRow', *) AS row FROM (%s)
                SETTINGS output_format_json_quote_64bit_integers = 0""".formatted(query);
        for (Map<String, Object> row : queries.rows(asJson)) {
            rows.add(parsed((String) row.get("row")));
        }
        return new ReportResult(columns, types, rows);
    }

    private static JsonNode parsed(String row) {
        try {
            return JSON.readTree(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the server returned invalid JSON: " + row, e);
        }
    }

    @Override
    public void close() throws SQLException {
        queries.close();
    }
}
