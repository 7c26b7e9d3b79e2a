package io.arrowgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checks each report on devices, alerts and data quality on a few rows that can be added up by hand. */
class DeviceReportsIT {
    private static final String DAY = "from='2024-01-05 00:00:00', to='2024-01-06 00:00:00'";
    private static ReportTestBed bed;

    @BeforeAll
    static void rows() throws Exception {
        bed = new ReportTestBed("sensors", "turnstiles");
        reading("a", "2024-01-05 10:00:00", 10, "2024-01-05 10:00:01");
        reading("a", "2024-01-05 10:00:30", 30, "2024-01-05 10:00:31");
        reading("a", "2024-01-05 10:01:00", 80, "2024-01-05 10:30:00");
        reading("b", "2024-01-05 11:00:00", 50, "2024-01-05 11:00:01");
        bed.insert("sensors", "device, ts, cpu_used, memory_used");
        audit("2024-01-05 12:00:00", 100, 1000);
        audit("2024-01-05 16:00:00", 90, 500_000);
        audit("2024-01-05 20:00:00", 80, 499_999);
        bed.insert("turnstiles", "CA, UNIT, SCP, event_time, DATE, TIME, ENTRIES, EXITS");
        bed.refresh();
        bed.query("""
                INSERT INTO {db}.dead_letters (stream, reason, message, topic, partition, offset, record_time, emitted_at) VALUES
                ('sensors', 'MALFORMED', '', 'sensors', 0, 7, '2024-01-05 10:00:00', now64(3)),
                ('sensors', 'MALFORMED', '', 'sensors', 0, 8, '2024-01-05 10:00:00', now64(3)),
                ('sensors', 'MALFORMED', '', 'sensors', 0, 8, '2024-01-05 10:00:00', now64(3) + 1)""");
        alert("x", "firing", "2024-01-05 10:01:00", "2024-01-05 10:01:01");
        alert("x", "resolved", "2024-01-05 10:01:00", "2024-01-05 10:01:31");
        alert("y", "firing", "2024-01-05 11:00:00", "2024-01-05 11:00:01");
    }

    private static void reading(String device, String time, int cpu, String ingested) {
        bed.row("'%s', '%s', %d, %d".formatted(device, time, cpu, cpu / 2), "'" + ingested + "'");
    }

    private static void audit(String time, long entries, long exits) {
        bed.row(
                "'CA', 'R1', '00', '%1$s', toDate('%1$s'), '', %2$d, %3$d".formatted(time, entries, exits),
                "'" + time + "'");
    }

    private static void alert(String id, String state, String first, String emitted) {
        bed.query("""
                INSERT INTO {db}.alerts (id, state, rule, severity, stream, series, first_time, last_time, text, emitted_at)
                VALUES ('%1$s', '%2$s', 'cpu-high', 'critical', 'sensors', map('device', 'a'), '%3$s', '%3$s', '%2$s!', '%4$s')""".formatted(id, state, first, emitted));
    }

    @Test
    void deviceHealth() {
        assertThat(report("SELECT * EXCEPT silent_seconds FROM {db}.device_health(" + DAY + ", device='%')"))
                .containsExactly(
                        "b 2024-01-05 11:00:00.000000 1 50 50 50 25 25",
                        "a 2024-01-05 10:01:00.000000 3 40 80 80 20 40");
    }

    @Test
    void absenceBeginsAtTheLastReading() {
        assertThat(report("""
                SELECT abs(silent_seconds - dateDiff('second', last_seen, now())) <= 5
                FROM {db}.device_health(%s, device='a')""".formatted(DAY))).containsExactly("1");
    }

    @Test
    void hoursOfADevice() {
        assertThat(report("SELECT * FROM {db}.device_hours(" + DAY + ", device='a')"))
                .containsExactly("a 2024-01-05 10:00:00 3 40 80 80 20 40");
    }

    @Test
    void minutesOfTheFleet() {
        assertThat(report("SELECT * FROM {db}.fleet_minutes(" + DAY + ", device='%')"))
                .containsExactly(
                        "2024-01-05 10:00:00 1 2 20 30 10",
                        "2024-01-05 10:01:00 1 1 80 80 40",
                        "2024-01-05 11:00:00 1 1 50 50 25");
    }

    @Test
    void historyOfAlerts() {
        assertThat(report("SELECT * FROM {db}.alert_history(" + DAY + ")"))
                .containsExactly(
                        "x cpu-high critical sensors {'device':'a'} 2024-01-05 10:01:00.000000 2024-01-05 10:01:31.000 30 firing!",
                        "y cpu-high critical sensors {'device':'a'} 2024-01-05 11:00:00.000000 \\N \\N firing!");
    }

    @Test
    void meanTimeToResolveByRule() {
        assertThat(report("SELECT * FROM {db}.alert_rules_summary(" + DAY + ")"))
                .containsExactly("cpu-high sensors 2 1 1 30");
    }

    @Test
    void dataQuality() {
        assertThat(report("SELECT * FROM {db}.data_quality(from='2024-01-05', to='2024-01-06')"))
                .containsExactly(
                        "2024-01-05 sensors dead letter: MALFORMED 2",
                        "2024-01-05 sensors late 1",
                        "2024-01-05 turnstiles entries backward 2",
                        "2024-01-05 turnstiles exits backward 1",
                        "2024-01-05 turnstiles exits jump 1");
    }

    @Test
    void freshnessOfEachStream() {
        assertThat(report("SELECT stream, newest_event, rows FROM {db}.freshness"))
                .containsExactly("sensors 2024-01-05 11:00:00.000000 4", "turnstiles 2024-01-05 20:00:00.000000 3");
    }

    private static List<String> report(String query) {
        return ReportTestBed.lines(bed.query(query));
    }
}
