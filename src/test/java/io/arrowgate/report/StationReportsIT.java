package io.arrowgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checks each station report on a few readings that can be added up by hand. */
class StationReportsIT {
    private static final String FRIDAY = "from='2024-01-05', to='2024-01-06', station='%'";
    private static ReportTestBed bed;

    @BeforeAll
    static void readings() throws Exception {
        bed = new ReportTestBed("turnstiles");
        List.of(
                        audit("ALPHA", "00", "2024-01-05 00:00:00", 100, 50),
                        audit("ALPHA", "00", "2024-01-05 04:00:00", 140, 60),
                        audit("ALPHA", "00", "2024-01-05 08:00:00", 340, 90),
                        audit("ALPHA", "00", "2024-01-12 00:00:00", 340, 90),
                        audit("ALPHA", "00", "2024-01-12 04:00:00", 440, 90),
                        // This one counts backwards, and is reset once.
                        audit("ALPHA", "01", "2024-01-05 00:00:00", 1_000, 7),
                        audit("ALPHA", "01", "2024-01-05 04:00:00", 990, 7),
                        audit("ALPHA", "01", "2024-01-05 08:00:00", 900_000, 7),
                        audit("BETA", "00", "2024-01-05 02:00:00", 10, 10),
                        audit("BETA", "00", "2024-01-05 06:00:00", 30, 15))
                .forEach(audit -> bed.row(audit, "'2024-01-13 00:00:00'"));
        completeDay("2024-02-02", 0, 10);
        completeDay("2024-02-09", 60, 15);
        bed.insert(
                "turnstiles",
                "CA, UNIT, SCP, STATION, LINENAME, DIVISION, event_time, DATE, TIME, DESC, ENTRIES, EXITS");
        bed.refresh();
    }

    /** Audits a turnstile from midnight to midnight. */
    private static void completeDay(String day, int register, int entriesPerAudit) {
        for (int i = 0; i <= 6; i++) {
            String time = i < 6
                    ? "%s %02d:00:00".formatted(day, 4 * i)
                    : LocalDate.parse(day).plusDays(1) + " 00:00:00";
            bed.row(audit("GAMMA", "00", time, register + (long) i * entriesPerAudit, 0), "'2024-02-11 00:00:00'");
        }
    }

    private static String audit(String station, String scp, String local, long entries, long exits) {
        return "'%1$s-CA', 'R1', '%2$s', '%1$s', 'AC', 'IND', toDateTime64('%3$s', 6, 'America/New_York'), toDate('%3$s'), '', 'REGULAR', %4$d, %5$d"
                .formatted(station, scp, local, entries, exits);
    }

    @Test
    void busiestStations() {
        assertThat(report("busiest_stations", FRIDAY))
                .containsExactly("ALPHA AC 2 250 40 290 92.06", "BETA AC 1 20 5 25 7.94");
    }

    @Test
    void stationIsAPattern() {
        assertThat(report("busiest_stations", "from='2024-01-05', to='2024-01-06', station='BE%'"))
                .containsExactly("BETA AC 1 20 5 25 100");
    }

    @Test
    void fourHourSlotsOfLocalTime() {
        assertThat(report("station_slots", FRIDAY))
                .containsExactly(
                        "ALPHA 0 00–03 50 10", "ALPHA 1 04–07 200 30", "BETA 0 00–03 0 0", "BETA 1 04–07 20 5");
    }

    @Test
    void peakSlotOfEachStation() {
        assertThat(report("station_peak_slots", FRIDAY)).containsExactly("ALPHA 04–07 230 79.3", "BETA 04–07 25 100");
    }

    @Test
    void weekdays() {
        assertThat(report("station_weekdays", "from='2024-01-05', to='2024-01-13', station='ALPHA'"))
                .containsExactly("ALPHA 4 Thursday 0 0 1 0", "ALPHA 5 Friday 350 40 2 195");
    }

    @Test
    void completeDayIsComparedWithTheWeekBefore() {
        assertThat(report("daily_totals", "from='2024-02-09', to='2024-02-10', station='GAMMA'"))
                .containsExactly("2024-02-09 90 0 60 0 50 \\N false");
    }

    @Test
    void partialDayIsMarkedAndNotCompared() {
        assertThat(report("daily_totals", "from='2024-01-12', to='2024-01-13', station='%'"))
                .containsExactly("2024-01-12 100 0 270 45 \\N \\N true");
    }

    @Test
    void firstDayHasNoWeekBefore() {
        assertThat(report("daily_totals", FRIDAY)).containsExactly("2024-01-05 270 45 \\N \\N \\N \\N true");
    }

    @Test
    void audienceByHourIsSpreadEvenlyBetweenReadings() {
        assertThat(report("station_audience", "from='2024-01-05', to='2024-01-06', station='ALPHA'"))
                .containsExactly(
                        "ALPHA 0 12.5 2.5 15",
                        "ALPHA 1 12.5 2.5 15",
                        "ALPHA 2 12.5 2.5 15",
                        "ALPHA 3 12.5 2.5 15",
                        "ALPHA 4 50 7.5 57.5",
                        "ALPHA 5 50 7.5 57.5",
                        "ALPHA 6 50 7.5 57.5",
                        "ALPHA 7 50 7.5 57.5");
    }

    @Test
    void lineageLeadsFromANumberToTheRawRecord() {
        assertThat(ReportTestBed.lines(bed.query("""
                SELECT entries, _topic_id, _partition, _offset
                FROM {db}.station_lineage(from='2024-01-05', to='2024-01-06', station='ALPHA') WHERE entries = 200"""))).containsExactly("200 topic 0 2");
    }

    @Test
    void starSchemaJoinsToOneRowPerReading() {
        assertThat(ReportTestBed.lines(bed.query("""
                SELECT station_name, control_area, remote_unit, scp, date, weekday_name, is_weekend, slot, entries, exits
                FROM {db}.rpt_turnstile WHERE entries + exits > 0 AND station_name != 'GAMMA' ORDER BY ALL""")))
                .containsExactly(
                        "ALPHA ALPHA-CA R1 00 2024-01-05 Friday 0 0 40 10",
                        "ALPHA ALPHA-CA R1 00 2024-01-05 Friday 0 1 200 30",
                        "ALPHA ALPHA-CA R1 00 2024-01-12 Friday 0 0 100 0",
                        "ALPHA ALPHA-CA R1 01 2024-01-05 Friday 0 0 10 0",
                        "BETA BETA-CA R1 00 2024-01-05 Friday 0 1 20 5");
        assertThat(bed.query(
                        "SELECT count(), uniqExact(fact_id) FROM {db}.rpt_turnstile WHERE station_name != 'GAMMA'"))
                .as("each reading is one fact")
                .isEqualTo("10\t10");
    }

    private static List<String> report(String view, String parameters) {
        return ReportTestBed.lines(bed.query("SELECT * FROM {db}.%s(%s)".formatted(view, parameters)));
    }
}
