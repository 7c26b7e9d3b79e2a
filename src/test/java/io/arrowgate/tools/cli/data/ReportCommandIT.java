package io.arrowgate.tools.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.report.ReportTestBed;
import io.arrowgate.tools.cli.CommandLineRun;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.report.Browser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Prints reports of a few rows, and opens the page with charts in a browser. */
class ReportCommandIT {
    private static ReportTestBed bed;

    @BeforeAll
    static void rows() throws Exception {
        bed = new ReportTestBed("sensors", "turnstiles");
        for (int i = 0; i < 12; i++) {
            bed.row(
                    "'a', toDateTime64('2024-01-05 10:00:00', 6) + %d, %d, 40".formatted(20 * i, 5 * i),
                    "'2024-01-05 10:05:00'");
        }
        bed.insert("sensors", "device, ts, cpu_used, memory_used");
        for (int i = 0; i < 8; i++) {
            bed.row(audit("</script><b>ALPHA", i, 100 * i, 10 * i), "'2024-01-06 00:00:00'");
            bed.row(audit("BETA", i, 50 * i, 20 * i), "'2024-01-06 00:00:00'");
        }
        bed.insert("turnstiles", "CA, UNIT, SCP, STATION, LINENAME, event_time, DATE, TIME, DESC, ENTRIES, EXITS");
        bed.query("""
                INSERT INTO {db}.alerts (id, state, rule, severity, stream, series, first_time, last_time, text, emitted_at)
                VALUES ('x', 'firing', 'cpu-high', 'critical', 'sensors', map('device', 'a'), '2024-01-05 10:02:00', '2024-01-05 10:02:00',
                    'CPU of a at 99.5 %, above 95 % since 2024-01-05T10:02:00Z', '2024-01-05 10:02:01')""");
        bed.query("""
                INSERT INTO {db}.dead_letters (stream, reason, topic, partition, offset, record_time, emitted_at)
                VALUES ('sensors', 'MALFORMED', 'sensors', 0, 7, '2024-01-05 10:00:00', now64(3))""");
        bed.refresh();
    }

    private static String audit(String station, int reading, int entries, int exits) {
        String time = "toDateTime64('2024-01-05 00:00:00', 6, 'America/New_York') + %d".formatted(reading * 7200);
        return "'%1$s', 'R1', '00', '%1$s', 'AC', %2$s, '2024-01-05', '', 'REGULAR', %3$d, %4$d"
                .formatted(station, time, entries, exits);
    }

    private static CommandLineRun report(String... arguments) {
        return reportOf(bed.database, arguments);
    }

    private static CommandLineRun reportOf(String database, String... arguments) {
        List<String> all = new ArrayList<>(List.of("report"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--clickhouse.url=" + SharedStack.clickHouseUrl(),
                "--clickhouse.user=" + SharedStack.USER,
                "--clickhouse.password=" + SharedStack.PASSWORD,
                "--clickhouse.database=" + database));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    @Test
    void listShowsReportsDescriptionsAndOptions() {
        assertThat(report("list").lines())
                .contains(
                        "busiest_stations     Stations by entries and exits, the busiest first, with their share of all")
                .contains(" ".repeat(21) + "--from --to --station")
                .noneMatch(line -> line.contains("quality_of"));
    }

    @Test
    void defaultRangeIsTheNewestSevenDays() {
        assertThat(report("busiest_stations", "--station=BE%").lines())
                .contains(
                        "Stations by entries and exits, the busiest first, with their share of all; 2023-12-30 to 2024-01-05")
                .contains(
                        "BETA     AC              1              350            140    490            100  ████████████████████");
    }

    @Test
    void csvAndJsonHaveTheSameValues() {
        assertThat(report("station_slots", "--station=BETA", "--format=csv").lines())
                .containsExactly(
                        "station,slot,hours,slot_entries,slot_exits",
                        "BETA,0,00–03,100,40",
                        "BETA,1,04–07,100,40",
                        "BETA,2,08–11,100,40",
                        "BETA,3,12–15,50,20");
        assertThat(report("station_slots", "--station=BETA", "--format=json", "--limit=1")
                        .lines())
                .containsExactly(
                        "{\"station\":\"BETA\",\"slot\":0,\"hours\":\"00–03\",\"slot_entries\":100,\"slot_exits\":40}");
    }

    @Test
    void reportWithoutRowsSaysSo() {
        assertThat(report("busiest_stations", "--station=ALHPA").lines())
                .last()
                .asString()
                .startsWith("No rows. Try other days, or 'arrowgate migrate'");
    }

    @Test
    void misspeltReportAndDayAreErrorsWithARemedy() {
        assertThat(report("busy_stations").error())
                .contains("unknown report 'busy_stations'; did you mean 'busiest_stations'?");
        assertThat(report("daily_totals", "--from=5 January").error())
                .contains("--from=5 January is not a day; give for example 2024-01-05");
        assertThat(report("daily_totals", "--from=2024-01-05", "--to=2024-01-05")
                        .error())
                .contains("--to=2024-01-05 is not after --from=2024-01-05");
        assertThat(report("daily_totals", "--from=5").exitCode()).isEqualTo(2);
    }

    @Test
    void databaseWithoutReportsIsReported() {
        CommandLineRun run = reportOf(SharedStack.newDatabase(), "list");
        assertThat(run.error()).contains("has no reports; 'arrowgate migrate' creates them");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void pageGoesToTheOutputFolderByDefault() {
        Path data = SharedStack.freshDir("report").toAbsolutePath();

        assertThat(report("--html", "--data-dir=" + data).exitCode()).isZero();

        assertThat(data.resolve("out/report.html")).isNotEmptyFile();
    }

    @Test
    void pageDrawsChartsWideNarrowAndDark() throws Exception {
        Path page = SharedStack.freshDir("report").resolve("report.html").toAbsolutePath();
        assertThat(report("--html=" + page).exitCode()).isZero();
        JsonNode views = new Browser(Path.of("target/browser").toAbsolutePath()).look(page);
        for (String view : List.of("wide", "dark", "narrow")) {
            JsonNode seen = views.get(view);
            assertThat(seen.get("errors")).as("console of %s", view).isEmpty();
            assertThat(seen.get("scores").toString())
                    .isEqualTo(
                            "{\"entries\":\"1,050\",\"exits\":\"210\",\"devices\":\"1\",\"readings\":\"12\",\"alerts\":\"1\",\"dead letters\":\"1\"}");
            JsonNode charts = seen.get("charts");
            assertThat(charts.fieldNames())
                    .toIterable()
                    .containsExactly("chart-days", "chart-stations", "chart-slots", "chart-weekdays", "chart-fleet");
            assertThat(StreamSupport.stream(charts.spliterator(), false))
                    .as("each chart of %s is drawn", view)
                    .allMatch(drawn -> drawn.doubleValue() > 0.02);
            assertThat(seen.get("overflow").intValue())
                    .as("%s scrolls sideways", view)
                    .isZero();
            assertThat(seen.get("text").textValue())
                    .contains("cpu-high", "; partial: 2024-01-05")
                    .contains(
                            view.equals("narrow")
                                    ? List.of("since 2024-01-05 19:02:00", "times in Asia/Tokyo (GMT+9)")
                                    : List.of("since 2024-01-05 10:02:00", "times in UTC"))
                    .contains("sensors: dead letter: MALFORMED");
            assertThat(seen.get("cut")).as("texts of %s outside the page", view).isEmpty();
        }
        assertThat(views.get("dark").get("background"))
                .isNotEqualTo(views.get("wide").get("background"));
    }
}
