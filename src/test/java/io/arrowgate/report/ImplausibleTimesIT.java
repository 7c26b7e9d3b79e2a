package io.arrowgate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.arrowgate.JobPreparation;
import io.arrowgate.stream.StreamDefinitions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that rows with times that the job never writes stop neither refreshes nor views. */
class ImplausibleTimesIT {
    /** Timestamps of raw records: in nanoseconds, microseconds and seconds, missing, and the limits of 64 bits. */
    private static final List<Long> RECORD_MILLIS = List.of(
            1_714_521_600_000_000_000L,
            1_714_521_600_000_000L,
            1_714_521_600L,
            -1L,
            0L,
            Long.MAX_VALUE,
            Long.MIN_VALUE);

    /** Event times: 1900-01-01, 2299-12-31T23:59:59.999999Z, the epoch, and times beyond the range of DateTime64. */
    private static final List<Long> EVENT_MICROS = List.of(
            -2_208_988_800_000_000L,
            10_413_791_999_999_999L,
            0L,
            253_402_300_799_000_000L,
            Long.MAX_VALUE,
            Long.MIN_VALUE);

    private final ReportTestBed bed;

    ImplausibleTimesIT() throws Exception {
        bed = new ReportTestBed("sensors", "turnstiles");
    }

    @Test
    void implausibleTimesStopNeitherRefreshNorMigrationsNorViews() throws Exception {
        RECORD_MILLIS.forEach(millis -> bed.row("'a', '2024-05-01 00:00:01', 1.5", time(3, millis)));
        EVENT_MICROS.forEach(micros -> bed.row("'a', %s, 2.5".formatted(time(6, micros)), "now64(3)"));
        bed.insert("sensors", "device, ts, cpu_used");
        for (String date : List.of("2024-05-01", "1900-01-01", "2299-12-31", "1970-01-01")) {
            EVENT_MICROS.forEach(micros -> bed.row(turnstile(time(6, micros), date, 100), time(3, micros)));
        }
        RECORD_MILLIS.forEach(
                millis -> bed.row(turnstile("'2024-05-01 04:00:00'", "2024-05-01", 200), time(3, millis)));
        bed.row(turnstile("'2024-05-01 08:00:00'", "2024-05-01", 250), "now64(3)");
        bed.insert("turnstiles", "CA, UNIT, SCP, STATION, event_time, DATE, TIME, ENTRIES, EXITS");
        RECORD_MILLIS.forEach(millis -> bed.query(
                "INSERT INTO {db}.dead_letters (stream, record_time, emitted_at) VALUES ('sensors', %1$s, %1$s)"
                        .formatted(time(3, millis))));

        bed.refresh();
        bed.rebuild();
        JobPreparation.clickHouse(
                bed.settings(),
                Stream.of("sensors", "turnstiles")
                        .map(StreamDefinitions::builtIn)
                        .toList());

        assertThat(bed.query("SELECT readings FROM {db}.sensors_1m FINAL WHERE toDate(window_start) = '2024-05-01'"))
                .isEqualTo(String.valueOf(RECORD_MILLIS.size()));
        assertThat(bed.query("SELECT ENTRIES_increment FROM {db}.turnstile_increments FINAL"
                        + " WHERE event_time = '2024-05-01 08:00:00'"))
                .isEqualTo("50");
        for (String view : views()) {
            assertThatCode(() -> bed.query("SELECT * FROM {db}.`%s`%s".formatted(view, arguments(view))))
                    .as(view)
                    .doesNotThrowAnyException();
        }
    }

    private List<String> views() {
        return bed.query("SELECT name FROM system.tables WHERE database = '{db}' AND engine = 'View'")
                .lines()
                .toList();
    }

    /** Returns values for the view's parameters that cover all rows. */
    private String arguments(String view) {
        String sql = bed.query(
                "SELECT as_select FROM system.tables WHERE database = '{db}' AND name = '%s'".formatted(view));
        List<String> arguments = Stream.of("from=1900-01-01", "to=2299-12-31", "station=%", "device=%")
                .map(argument -> argument.split("="))
                .filter(argument -> sql.contains("{" + argument[0] + ":"))
                .map(argument -> "%s = '%s'".formatted(argument[0], argument[1]))
                .toList();
        return arguments.isEmpty() ? "" : "(" + String.join(", ", arguments) + ")";
    }

    private static String turnstile(String time, String date, int entries) {
        return "'A', 'R', '00', 'MAIN', %s, '%s', '00:00:00', %d, 0".formatted(time, date, entries);
    }

    /** Returns the expression of a DateTime64 with this scale from any number of ticks. */
    private static String time(int digits, long ticks) {
        return "reinterpret(toInt64('%d'), 'DateTime64(%d, \\'UTC\\')')".formatted(ticks, digits);
    }
}
