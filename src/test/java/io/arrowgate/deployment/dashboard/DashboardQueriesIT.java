package io.arrowgate.deployment.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.deployment.dashboard.Dashboard.Query;
import io.arrowgate.report.ReportTestBed;
import io.arrowgate.tools.local.SharedStack;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Tests that every SQL query of the dashboards runs with its variables replaced and finds existing data. */
class DashboardQueriesIT {
    private static final Instant FROM = Instant.parse("2024-01-05T06:00:00Z");
    private static final Instant TO = Instant.parse("2024-01-06T06:00:00Z");
    private static final Set<String> NOTHING = Set.of("", "0", "\\N", "nan");
    private static ReportTestBed bed;

    @BeforeAll
    static void rows() throws Exception {
        bed = new ReportTestBed("sensors", "turnstiles");
        for (int minute = 1; minute < 30; minute++) {
            bed.row(
                    "'it''s \"a\"', '2024-01-05 10:%1$02d:00', %1$d, 40".formatted(minute),
                    "'2024-01-05 10:%02d:01'".formatted(minute));
        }
        bed.row("'b', '2024-01-05 10:00:00', 50, 60", "'2024-01-05 10:30:00'");
        bed.insert("sensors", "device, ts, cpu_used, memory_used");
        for (String day : List.of("2023-12-29", "2024-01-05")) {
            // From midnight to midnight in New York, so that the day is complete.
            audit("ALPHA", day + " 05:00:00", 950, 450);
            audit("ALPHA", day + " 08:00:00", 1_000, 500);
            audit("ALPHA", day + " 12:00:00", day.startsWith("2023") ? 1_100 : 1_300, 600);
            audit("ALPHA", day + " 16:00:00", 900_000, 590);
            audit("ALPHA", LocalDate.parse(day).plusDays(1) + " 05:00:00", 900_010, 600);
        }
        audit("O'NEIL ST", "2024-01-05 12:00:00", 90, 9);
        audit("O'NEIL ST", "2024-01-05 16:00:00", 80, 19);
        bed.insert("turnstiles", "CA, UNIT, SCP, STATION, LINENAME, event_time, DATE, TIME, ENTRIES, EXITS");
        bed.refresh();
        bed.query("""
                INSERT INTO {db}.dead_letters (stream, reason, message, topic, partition, offset, record_time, emitted_at) VALUES
                ('sensors', 'MALFORMED', 'no JSON', 'sensors', 0, 7, '2024-01-05 10:00:00', now64(3)),
                ('turnstiles', 'BAD_VALUE', 'ENTRIES', 'turnstiles', 0, 8, '2024-01-05 10:00:00', now64(3))""");
        alert("x", "it''s \"a\"", "firing");
        alert("x", "it''s \"a\"", "resolved");
        alert("y", "it''s \"a\"", "firing");
    }

    private static void audit(String station, String time, long entries, long exits) {
        bed.row(
                "'%1$s', 'R1', '00', '%1$s', 'AC', '%2$s', toDate('%2$s'), '', %3$d, %4$d"
                        .formatted(station.replace("'", "''"), time, entries, exits),
                "'" + time + "'");
    }

    private static void alert(String id, String device, String state) {
        bed.query("""
                INSERT INTO {db}.alerts (id, state, rule, severity, stream, series, first_time, last_time, text, emitted_at)
                VALUES ('%s', '%s', 'cpu-high', 'critical', 'sensors', map('device', '%s'), '2024-01-05 10:01:00', '2024-01-05 10:01:00', '%2$s!', now64(3))""".formatted(id, state, device));
    }

    @TestFactory
    Stream<DynamicTest> everyQueryFindsSomethingWithAllChosen() {
        return dashboards()
                .flatMap(dashboard -> tests(dashboard, filled(dashboard, Choice.ALL), "all", Expect.SOMETHING));
    }

    @TestFactory
    Stream<DynamicTest> everyQueryRunsWithOneValueChosenThatHasQuotesInIt() {
        return dashboards()
                .flatMap(dashboard -> tests(dashboard, filled(dashboard, Choice.ONE), "one", Expect.NO_ERROR));
    }

    @TestFactory
    Stream<DynamicTest> anyStreamShowsEachTable() {
        Dashboard any = dashboards()
                .filter(dashboard -> dashboard.file().equals("stream.json"))
                .findFirst()
                .orElseThrow();
        List<String> tables = answer(new GrafanaSql(FROM, TO)
                .fill(any.variables().get(0).get("definition").asText()));
        assertThat(tables).containsExactly("sensors", "sensors_1h", "sensors_1m", "turnstile_5m", "turnstiles");
        return tables.stream().flatMap(table -> tests(any, filled(any, table), table, Expect.SOMETHING));
    }

    private static Stream<Dashboard> dashboards() {
        return Dashboard.all().stream();
    }

    private enum Choice {
        ALL,
        ONE
    }

    private enum Expect {
        SOMETHING,
        NO_ERROR
    }

    private static Stream<DynamicTest> tests(Dashboard dashboard, GrafanaSql grafana, String choice, Expect expect) {
        return dashboard.sql().stream()
                .map(query -> dynamicTest(
                        "%s, %s: %s".formatted(dashboard, choice, query.title()), () -> check(query, grafana, expect)));
    }

    private static void check(Query query, GrafanaSql grafana, Expect expect) {
        List<String> rows = answer(grafana.fill(query.text()));
        if (expect == Expect.SOMETHING) {
            assertThat(rows).isNotEmpty();
            assertThat(NOTHING).doesNotContain(rows.get(0));
        }
    }

    /** Each variable with the first value that its own query finds, or with all of them where that can be chosen. */
    private static GrafanaSql filled(Dashboard dashboard, Choice choice) {
        GrafanaSql grafana = new GrafanaSql(FROM, TO);
        for (JsonNode variable : dashboard.variables()) {
            choose(grafana, variable, choice);
        }
        return grafana;
    }

    private static GrafanaSql filled(Dashboard dashboard, String table) {
        GrafanaSql grafana = new GrafanaSql(FROM, TO).choose("table", table);
        dashboard.variables().stream().skip(1).forEach(variable -> choose(grafana, variable, Choice.ALL));
        return grafana;
    }

    private static void choose(GrafanaSql grafana, JsonNode variable, Choice choice) {
        if (!variable.at("/datasource/uid").asText().equals("clickhouse")) {
            return; // Of PromQL.
        }
        String name = variable.get("name").asText();
        List<String> values = answer(grafana.fill(variable.get("definition").asText()));
        assertThat(values).as(name).isNotEmpty();
        if (choice == Choice.ALL && variable.has("allValue")) {
            grafana.chooseAll(name, variable.get("allValue").asText());
        } else {
            grafana.choose(
                    name,
                    values.stream()
                            .filter(value -> value.contains("'"))
                            .findFirst()
                            .orElse(values.get(0)));
        }
    }

    private static List<String> answer(String sql) {
        return SharedStack.queryIn(bed.database, sql + "\nFORMAT TSVRaw")
                .lines()
                .toList();
    }
}
