package io.arrowgate.cli;

import io.arrowgate.clickhouse.ClickHouseQueries;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Map;

/** The end of the demo: two questions of operations people, answered by ClickHouse, and the account of every record. */
final class DemoReport {
    private final PrintWriter out;

    DemoReport(PrintWriter out) {
        this.out = out;
    }

    /** Traffic is the difference of two readings of a register, where it is one that 3,600 people an hour could make. */
    void busiestStations(ClickHouseQueries clickHouse, String database) throws SQLException {
        out.println();
        out.println("Busiest stations (entries, from cumulative registers)");
        String sql = """
                SELECT STATION AS station, sum(abs(step)) AS entries
                FROM (
                    SELECT STATION,
                           ENTRIES - lagInFrame(ENTRIES) OVER (
                               PARTITION BY CA, UNIT, SCP ORDER BY event_time
                               ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS step,
                           row_number() OVER (PARTITION BY CA, UNIT, SCP ORDER BY event_time) AS reading
                    FROM `%s`.turnstiles FINAL
                    WHERE DESC = 'REGULAR')
                WHERE reading > 1 AND abs(step) <= 4 * 3600
                GROUP BY station ORDER BY entries DESC LIMIT 5
                """.formatted(database);
        for (Map<String, Object> row : clickHouse.rows(sql)) {
            out.printf("  %-20s %,12d%n", row.get("station"), ((Number) row.get("entries")).longValue());
        }
    }

    void hottestDevices(ClickHouseQueries clickHouse, String database) throws SQLException {
        out.println();
        out.println("Hottest devices (mean and highest CPU)");
        String sql = """
                SELECT device, avg(cpu_used) AS mean, max(cpu_used) AS highest
                FROM `%s`.sensors FINAL GROUP BY device ORDER BY mean DESC LIMIT 5
                """.formatted(database);
        for (Map<String, Object> row : clickHouse.rows(sql)) {
            out.printf(
                    "  %-20s %11.1f%% %8.1f%%%n",
                    row.get("device"),
                    ((Number) row.get("mean")).doubleValue(),
                    ((Number) row.get("highest")).doubleValue());
        }
    }

    /** @param messages on the alerts' topic, by rule */
    void alerts(ClickHouseQueries clickHouse, String database, String table, Map<String, Integer> messages)
            throws SQLException {
        out.println();
        out.println("Alerts");
        out.printf("  %-20s %8s %8s %9s  %s%n", "rule", "fired", "resolved", "on topic", "the latest");
        String sql = """
                SELECT rule, countIf(state = 'firing') AS fired, countIf(state = 'resolved') AS resolved,
                       argMaxIf(text, emitted_at, state = 'firing') AS latest
                FROM `%s`.`%s` FINAL GROUP BY rule ORDER BY rule
                """.formatted(database, table);
        for (Map<String, Object> row : clickHouse.rows(sql)) {
            out.printf(
                    "  %-20s %,8d %,8d %,9d  %s%n",
                    row.get("rule"),
                    ((Number) row.get("fired")).longValue(),
                    ((Number) row.get("resolved")).longValue(),
                    messages.getOrDefault((String) row.get("rule"), 0),
                    row.get("latest"));
        }
    }

    void account(Map<String, StreamSummary> streams) {
        out.println();
        out.println("Every record accounted for");
        out.printf(
                "  %-12s %12s %12s %9s %9s %12s %9s %8s%n",
                "stream", "produced", "rows", "missing", "twice", "dead letters", "batches", "B/row");
        streams.forEach((name, stream) -> out.printf(
                "  %-12s %,12d %,12d %,9d %,9d %,12d %,9d %8.1f%n",
                name,
                stream.produced(),
                stream.rows(),
                stream.missing(),
                stream.duplicated(),
                stream.deadLetters(),
                stream.batches(),
                stream.bytesPerRow()));
    }
}
