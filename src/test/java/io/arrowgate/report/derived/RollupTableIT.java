package io.arrowgate.report.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.report.ReportTestBed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks windows for readings in any order and grouping of inserts. */
class RollupTableIT {
    private static final Instant START = Instant.parse("2024-01-05T22:30:00Z");
    private static final int SECONDS = 10_800;
    private static final String MEASURES = """
            readings, cpu_used_count, cpu_used_min, cpu_used_max, round(cpu_used_avg, 3),
            cpu_used_p50, cpu_used_p95, cpu_used_p99, cpu_used_last""";

    private final ReportTestBed bed;

    RollupTableIT() throws Exception {
        bed = new ReportTestBed("sensors");
    }

    /** @param cpu null if the reading lacks it */
    private record Reading(String device, Instant time, Integer cpu, int offset) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void windowsEqualTheOracleAfterLateDuplicateAndShuffledReadings(long seed) throws Exception {
        Random random = new Random(seed);
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            readings.add(new Reading(
                    "d" + random.nextInt(3),
                    START.plusSeconds(random.nextInt(SECONDS)),
                    random.nextInt(9) == 0 ? null : random.nextInt(100),
                    i));
        }
        Collections.shuffle(readings, random);
        List<Reading> sent = new ArrayList<>();
        while (sent.size() < readings.size()) {
            int end = Math.min(readings.size(), sent.size() + 1 + random.nextInt(400));
            List<Reading> batch = readings.subList(sent.size(), end);
            sent.addAll(batch);
            insert(batch);
            if (random.nextBoolean()) {
                insert(batch);
            }
            bed.refresh();
            assertWindows("sensors_1m", 60, sent);
            assertWindows("sensors_1h", 3_600, sent);
        }
    }

    @Test
    void onlyNewRowsOfAMergedPartAreProcessed() throws Exception {
        String oldVersion = versionAfterMergeWithNewReading();

        assertThat(version("old"))
                .as("version of the window without a new reading")
                .isEqualTo(oldVersion);
        assertThat(version("new")).isNotEmpty();
    }

    @Test
    void allRowsOfAMergedPartAreProcessedIfItLacksBlockNumbers() throws Exception {
        bed.query("ALTER TABLE {db}.sensors MODIFY SETTING enable_block_number_column = 0");

        String oldVersion = versionAfterMergeWithNewReading();

        assertThat(version("old")).isNotEqualTo(oldVersion);
        assertThat(version("new")).isNotEmpty();
    }

    @Test
    void allRowsOfAMutatedPartAreProcessed() throws Exception {
        versionAfterMergeWithNewReading();
        bed.query("ALTER TABLE {db}.sensors UPDATE cpu_used = 50 WHERE device = 'old' SETTINGS mutations_sync = 2");
        bed.refresh();
        assertThat(bed.query("SELECT device, cpu_used_last FROM {db}.sensors_1h FINAL ORDER BY ALL"))
                .isEqualTo("new\t7\nold\t50");

        insert(List.of(new Reading("old", START.plusSeconds(1), 51, 3)));
        bed.query("OPTIMIZE TABLE {db}.sensors FINAL");
        String newVersion = version("new");
        bed.refresh();
        assertThat(bed.query("SELECT device, cpu_used_last FROM {db}.sensors_1h FINAL ORDER BY ALL"))
                .isEqualTo("new\t7\nold\t51");
        assertThat(version("new"))
                .as("version of the window without a new reading")
                .isEqualTo(newVersion);
    }

    /** Merges a processed with a new reading, refreshes, and returns the version of the processed reading's window before. */
    private String versionAfterMergeWithNewReading() throws Exception {
        insert(List.of(new Reading("old", START, 6, 1)));
        bed.refresh();
        String oldVersion = version("old");
        insert(List.of(new Reading("new", START, 7, 2)));
        bed.query("OPTIMIZE TABLE {db}.sensors FINAL");
        bed.refresh();
        return oldVersion;
    }

    private String version(String device) {
        return bed.query("SELECT _version FROM {db}.sensors_1h FINAL WHERE device = '%s'".formatted(device));
    }

    @Test
    void lastReadingOfOneTimeIsTheLastOfItsRecord() throws Exception {
        bed.query(
                "INSERT INTO {db}.sensors (device, ts, cpu_used, _topic_id, _partition, _offset, _row) VALUES"
                        + " ('d', '2024-01-05', 9, 't', 0, 4, 1), ('d', '2024-01-05', 7, 't', 0, 4, 2), ('d', '2024-01-05', 8, 't', 0, 4, 0)");
        bed.refresh();
        assertThat(bed.query("SELECT readings, cpu_used_last FROM {db}.sensors_1h FINAL"))
                .isEqualTo("3\t7");
    }

    @Test
    void lastReadingInATableWithoutRowColumnIsByOffset() throws Exception {
        bed.recreateWithoutRowColumn("sensors");
        bed.query(
                "INSERT INTO {db}.sensors (device, ts, cpu_used, _topic_id, _partition, _offset) VALUES"
                        + " ('d', '2024-01-05', 9, 't', 0, 5), ('d', '2024-01-05', 7, 't', 0, 6), ('d', '2024-01-05', 8, 't', 0, 4)");
        bed.refresh();
        assertThat(bed.query("SELECT readings, cpu_used_last FROM {db}.sensors_1h FINAL"))
                .isEqualTo("3\t7");
    }

    @Test
    void lastReadingsAlsoBefore1970AreInTheOrderOfTheirIdentity() throws Exception {
        bed.query("INSERT INTO {db}.sensors (device, ts, cpu_used, _topic_id, _partition, _offset, _row) VALUES"
                + " ('old', '1969-12-31 23:59:58', 1, 'b', 9, 9, 9), ('old', '1969-12-31 23:59:59', 2, 'a', 0, 0, 0),"
                + " ('partition', '2024-01-05', 5, 'a', 0, 9, 9), ('partition', '2024-01-05', 6, 'a', 256, 0, 0),"
                + " ('offset', '2024-01-05', 7, 'a', 0, 255, 9), ('offset', '2024-01-05', 8, 'a', 0, 256, 0)");
        bed.refresh();
        assertThat(bed.query("SELECT device, cpu_used_last FROM {db}.sensors_1h FINAL ORDER BY 2"))
                .isEqualTo("old\t2\npartition\t6\noffset\t8");
    }

    @ParameterizedTest
    @CsvSource({
        "int32, -2147483648",
        "int64, -9223372036854775808",
        "uint64, 18446744073709551615",
        "float32, -0.1",
        "float64, -0.1",
        "float64, nan"
    })
    void lastValueOfEachTypeIsExact(String type, String last) throws Exception {
        var meters = new ReportTestBed(List.of(CounterTypesIT.meters(type, "")));
        meters.row("'m', '2024-05-01 12:00:00', 7", "'2024-05-01 12:00:00'");
        meters.row("'m', '2024-05-01 12:01:00', " + last, "'2024-05-01 12:00:00'");
        meters.insert("meters", "device, at, kwh");
        meters.refresh();
        assertThat(meters.query("SELECT kwh_last FROM {db}.meters_1h FINAL")).isEqualTo(last);
    }

    @Test
    void minMaxAndQuantilesIgnoreNotANumberAndMeanDoesNot() throws Exception {
        bed.query("INSERT INTO {db}.sensors (device, ts, cpu_used, _topic_id, _partition, _offset, _row) VALUES"
                + " ('all', '2024-01-05', nan, 't', 0, 1, 0), ('some', '2024-01-05', nan, 't', 0, 2, 0),"
                + " ('some', '2024-01-05', 7, 't', 0, 3, 0), ('some', '2024-01-05', inf, 't', 0, 4, 0)");
        bed.refresh();
        assertThat(bed.query("SELECT device, cpu_used_count, cpu_used_min, cpu_used_max, cpu_used_p50, cpu_used_p99,"
                        + " cpu_used_avg FROM {db}.sensors_1h FINAL ORDER BY device"))
                .isEqualTo("all\t1\t\\N\t\\N\t\\N\t\\N\tnan\nsome\t3\t7\tinf\tinf\tinf\tnan");
    }

    @ParameterizedTest
    @CsvSource({"int64, 9223372036854775807, 9223372036854776000", "uint64, 18446744073709551615, 18446744073709552000"
    })
    void meanOfLongsWhoseSumOverflowsIsRight(String type, String greatest, String mean) throws Exception {
        var meters = new ReportTestBed(List.of(CounterTypesIT.meters(type, "")));
        meters.row("'m', '2024-05-01 12:00:00', " + greatest, "'2024-05-01 12:00:00'");
        meters.row("'m', '2024-05-01 12:01:00', " + greatest, "'2024-05-01 12:00:00'");
        meters.insert("meters", "device, at, kwh");
        meters.refresh();
        assertThat(meters.query("SELECT kwh_max, kwh_avg FROM {db}.meters_1h FINAL"))
                .isEqualTo(greatest + "\t" + mean);
    }

    /** Gives each reading a fixed offset, so that a reading inserted again is the same row. */
    private void insert(List<Reading> batch) {
        String rows = batch.stream()
                .map(reading -> "('%s', '%s', %s, 'topic', 0, %d, now64(3))"
                        .formatted(
                                reading.device(),
                                reading.time().toString().replace('T', ' ').replace("Z", ""),
                                Objects.toString(reading.cpu(), "NULL"),
                                reading.offset()))
                .collect(Collectors.joining(", "));
        bed.query(
                "INSERT INTO {db}.sensors (device, ts, cpu_used, _topic_id, _partition, _offset, _ingested_at) VALUES "
                        + rows);
    }

    private void assertWindows(String table, int width, List<Reading> sent) {
        TreeMap<String, List<Reading>> windows = sent.stream()
                .collect(Collectors.groupingBy(
                        reading -> reading.device() + "\t" + reading.time().getEpochSecond() / width * width,
                        TreeMap::new,
                        Collectors.toList()));
        List<String> expected = new ArrayList<>();
        windows.forEach((window, readings) -> expected.add(window + "\t" + measures(readings)));
        assertThat(bed.query("SELECT device, toUnixTimestamp(window_start), %s FROM %s FINAL ORDER BY 1, 2"
                        .formatted(MEASURES, bed.table(table))))
                .as(table)
                .isEqualTo(String.join("\n", expected));
    }

    private static String measures(List<Reading> readings) {
        List<Integer> values = readings.stream()
                .map(Reading::cpu)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        String none = "\\N";
        if (values.isEmpty()) {
            return readings.size() + "\t0" + ("\t" + none).repeat(7);
        }
        double mean = values.stream().mapToInt(Integer::intValue).average().orElseThrow();
        Reading last = readings.stream()
                .filter(reading -> reading.cpu() != null)
                .max(Comparator.comparing(Reading::time).thenComparing(Reading::offset))
                .orElseThrow();
        return "%d\t%d\t%d\t%d\t%s\t%d\t%d\t%d\t%d"
                .formatted(
                        readings.size(),
                        values.size(),
                        values.get(0),
                        values.get(values.size() - 1),
                        shown(mean),
                        quantile(values, 0.5),
                        quantile(values, 0.95),
                        quantile(values, 0.99),
                        last.cpu());
    }

    private static String shown(double mean) {
        String rounded = Double.toString(Math.rint(mean * 1_000) / 1_000);
        return rounded.endsWith(".0") ? rounded.substring(0, rounded.length() - 2) : rounded;
    }

    /** Returns the exact quantile of the values. */
    private static int quantile(List<Integer> sorted, double share) {
        return sorted.get((int) (share * sorted.size()));
    }
}
