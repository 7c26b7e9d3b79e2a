package io.arrowgate.tools.bench;

import io.arrowgate.JobPreparation;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.config.JobSettings;
import io.arrowgate.report.derived.DerivedTableRefresh;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Measures the response times of the reports on 10 million readings of 1,000 devices, ten seconds apart, and 250,000 audits of
 * 5,000 turnstiles at 380 stations, four hours apart. ClickHouse generates the rows; no other server runs.
 */
public final class ReportBenchmark {
    private static final SqlTemplate INSERT_READINGS = SqlTemplate.resource("tools/bench/readings");
    private static final SqlTemplate INSERT_AUDITS = SqlTemplate.resource("tools/bench/audits");
    private static final SqlTemplate INSERT_ALERTS = SqlTemplate.resource("tools/bench/alerts");

    private static final long READINGS = 10_000_000;
    private static final long AUDITS = 250_000;
    private static final int RUNS = 7;
    private static final String DAYS = "from='2024-01-01', to='2024-01-11'";
    private static final String TIMES = "from='2024-01-01 00:00:00', to='2024-01-11 00:00:00'";
    private static final List<String> REPORTS = List.of(
            "busiest_stations(" + DAYS + ", station='%')",
            "station_slots(" + DAYS + ", station='%')",
            "station_peak_slots(" + DAYS + ", station='%')",
            "station_weekdays(" + DAYS + ", station='%')",
            "daily_totals(" + DAYS + ", station='%')",
            "station_audience(" + DAYS + ", station='%')",
            "station_lineage(" + DAYS + ", station='STATION 7')",
            "rpt_turnstile",
            "device_health(" + TIMES + ", device='%')",
            "device_hours(" + TIMES + ", device='%')",
            "fleet_minutes(" + TIMES + ", device='%')",
            "alert_history(" + TIMES + ")",
            "alert_rules_summary(" + TIMES + ")",
            "data_quality(" + DAYS + ")",
            "freshness");

    private final JobSettings settings;
    private final PrintWriter out;

    public ReportBenchmark(JobSettings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
    }

    /** Generates the rows, computes the derived tables, and prints the time to the first 1,000 rows of each report. */
    public void run() throws SQLException {
        List<StreamDefinition> streams = StreamDefinitions.BUILT_IN.stream()
                .map(StreamDefinitions::builtIn)
                .toList();
        JobPreparation.clickHouse(settings, streams);
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings.clickHouse())) {
            fill(queries);
            refresh(streams);
            out.printf(
                    "%n%-22s %12s %12s   %s%n",
                    "report", "median", "slowest", "of " + RUNS + " runs, first 1,000 rows");
            for (String report : REPORTS) {
                measure(queries, report);
            }
        }
    }

    private void fill(ClickHouseJdbcSession queries) throws SQLException {
        out.printf("Generating %,d readings, %,d audits and 10,000 alerts …%n", READINGS, AUDITS);
        out.flush();
        queries.execute(insertReadings(table("sensors")));
        queries.execute(insertAudits(table("turnstiles")));
        queries.execute(insertAlerts(table(settings.alerts().table())));
    }

    public static String insertReadings(String table) {
        return INSERT_READINGS
                .with("table", table)
                .with("rows", String.valueOf(READINGS))
                .render();
    }

    public static String insertAudits(String table) {
        return INSERT_AUDITS
                .with("table", table)
                .with("rows", String.valueOf(AUDITS))
                .render();
    }

    public static String insertAlerts(String table) {
        return INSERT_ALERTS.with("table", table).render();
    }

    private void refresh(List<StreamDefinition> streams) throws SQLException {
        long start = System.nanoTime();
        try (DerivedTableRefresh refresh = new DerivedTableRefresh(settings.clickHouse())) {
            for (StreamDefinition stream : streams) {
                refresh.refresh(stream, (table, portion, portions, rows) -> {
                    out.printf("Computing %s from %,d rows, portion %d of %d%n", table, rows, portion + 1, portions);
                    out.flush();
                });
            }
        }
        out.printf("All derived tables: %.1f s%n", (System.nanoTime() - start) / 1e9);
    }

    private void measure(ClickHouseJdbcSession queries, String report) throws SQLException {
        double[] millis = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            queries.rows("SELECT * FROM %s LIMIT 1000"
                    .formatted(SqlQuoting.name(settings.clickHouse().database()) + "." + report));
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        String name = report.contains("(") ? report.substring(0, report.indexOf('(')) : report;
        out.printf(
                "%-22s %9.0f ms %9.0f ms%n",
                name,
                OrderStatistics.median(DoubleStream.of(millis).boxed().toList()),
                DoubleStream.of(millis).max().orElseThrow());
        out.flush();
    }

    private String table(String name) {
        return SqlQuoting.table(settings.clickHouse().database(), name);
    }
}
