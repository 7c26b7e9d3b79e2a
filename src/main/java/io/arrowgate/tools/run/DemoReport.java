package io.arrowgate.tools.run;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.report.Report;
import io.arrowgate.report.ReportReader;
import io.arrowgate.tools.report.DayRange;
import io.arrowgate.tools.report.TextTable;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Prints the end of the demo: reports from ClickHouse, alerts, and the reconciliation of every record. */
final class DemoReport {
    private static final int TOP = 5;

    private final PrintWriter out;

    DemoReport(PrintWriter out) {
        this.out = out;
    }

    void busiestStations(ReportReader reports) throws SQLException {
        table(reports, "Busiest stations", "busiest_stations", "turnstiles");
    }

    void busiestDevices(ReportReader reports) throws SQLException {
        table(reports, "Busiest devices", "device_health", "sensors");
    }

    private void table(ReportReader reports, String title, String name, String stream) throws SQLException {
        out.println();
        out.println(title);
        Report report = reports.reports().get(name);
        Map<String, String> arguments =
                new HashMap<>(DayRange.NEWEST.orNewest(reports, stream).arguments(report));
        arguments.put("station", "%");
        arguments.put("device", "%");
        TextTable.lines(reports.read(report, arguments, TOP)).forEach(line -> out.println("  " + line));
    }

    /** @param messages number of messages on the alerts topic, by rule */
    void alerts(ClickHouseJdbcSession clickHouse, String database, String table, Map<String, Integer> messages)
            throws SQLException {
        out.println();
        out.println("Alerts");
        out.printf("  %-20s %8s %8s %9s  %s%n", "rule", "fired", "resolved", "on topic", "latest");
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

    void reconciliation(Map<String, DemoStreamSummary> streams) {
        out.println();
        out.println("Reconciliation of every record");
        out.printf(
                "  %-12s %12s %12s %9s %10s %12s %9s %8s%n",
                "stream", "produced", "rows", "missing", "duplicated", "dead letters", "batches", "B/row");
        streams.forEach((name, stream) -> out.printf(
                "  %-12s %,12d %,12d %,9d %,10d %,12d %,9d %8.1f%n",
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
