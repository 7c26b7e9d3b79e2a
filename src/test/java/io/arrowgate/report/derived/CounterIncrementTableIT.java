package io.arrowgate.report.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.JobPreparation;
import io.arrowgate.report.CounterOracle;
import io.arrowgate.report.CounterOracle.Audit;
import io.arrowgate.report.ReportTestBed;
import io.arrowgate.stream.StreamDefinitions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks increments for readings in any order and grouping of inserts. */
class CounterIncrementTableIT {
    private static final Instant START = Instant.parse("2024-01-05T00:00:00Z");
    private static final int SERIES = 4;

    private final ReportTestBed bed;

    CounterIncrementTableIT() throws Exception {
        bed = new ReportTestBed("turnstiles");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void incrementsEqualTheOracleAfterLateDuplicateAndShuffledReadings(long seed) throws Exception {
        Random random = new Random(seed);
        List<Audit> audits = randomAudits(random, 40);
        Collections.shuffle(audits, random);
        List<Audit> sent = new ArrayList<>();
        List<String> sentRows = new ArrayList<>();
        while (!audits.isEmpty()) {
            int count = Math.min(audits.size(), 1 + random.nextInt(60));
            for (Audit audit : audits.subList(0, count)) {
                sentRows.add(send(audit));
                sent.add(audit);
            }
            audits.subList(0, count).clear();
            for (int i = 0; i < 5; i++) {
                bed.again(sentRows.get(random.nextInt(sentRows.size())));
            }
            insert();
            if (random.nextInt(4) == 0) {
                bed.query("OPTIMIZE TABLE " + bed.table("turnstiles") + " FINAL");
            }
            bed.refresh();
            assertIncrements(sent);
        }
        String kept = bed.rowsOf("turnstile_increments");
        bed.rebuild();
        assertThat(bed.rowsOf("turnstile_increments")).isEqualTo(kept);
    }

    @Test
    void windowsLoseGroupsWhoseReadingsWereReplaced() throws Exception {
        Instant time = START.plus(Duration.ofHours(4));
        send(new Audit("0", START, "REGULAR", 100, 50));
        send(new Audit("0", time, "RECOVR AUD", 170, 60));
        insert();
        bed.refresh();
        String windows = "SELECT DESC, ENTRIES, EXITS FROM %s FINAL WHERE window_start = '2024-01-05 04:00:00'"
                .formatted(bed.table("turnstile_5m"));
        assertThat(bed.query(windows)).isEqualTo("RECOVR AUD\t70\t10");

        send(new Audit("0", time, "REGULAR", 120, 55));
        insert();
        bed.refresh();
        assertThat(bed.query(windows)).isEqualTo("REGULAR\t20\t5");
    }

    @Test
    void refreshWithoutNewRowsReadsNothingEvenAfterMerges() throws Exception {
        send(new Audit("0", START, "REGULAR", 100, 50));
        insert();
        send(new Audit("0", START.plusSeconds(60), "REGULAR", 101, 50));
        insert();
        bed.refresh();
        String version = "SELECT max(_version) FROM " + bed.table("turnstile_increments");
        String before = bed.query(version);
        bed.query("OPTIMIZE TABLE " + bed.table("turnstiles") + " FINAL");
        bed.refresh();
        assertThat(bed.query(version)).isEqualTo(before);
    }

    @Test
    void interruptedAndConcurrentRefreshesChangeNothing() throws Exception {
        for (int i = 0; i < 5; i++) {
            send(new Audit("0", START.plusSeconds(600L * i), "REGULAR", 100 + i, 50));
        }
        insert();
        bed.refresh();
        String rows = bed.rowsOf("turnstile_increments");
        String windows = bed.rowsOf("turnstile_5m");
        bed.query("TRUNCATE TABLE " + bed.table("derived_progress"));
        Thread other = new Thread(() -> {
            try {
                bed.refresh();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        other.start();
        bed.refresh();
        other.join();
        assertThat(bed.rowsOf("turnstile_increments")).isEqualTo(rows);
        assertThat(bed.rowsOf("turnstile_5m")).isEqualTo(windows);
    }

    @Test
    void droppedAndRefilledPartitionIsProcessedAgain() throws Exception {
        send(new Audit("0", START, "REGULAR", 100, 50));
        insert();
        bed.refresh();
        bed.query("ALTER TABLE %s DROP PARTITION 20240105".formatted(bed.table("turnstiles")));
        bed.refresh();
        send(new Audit("1", START, "REGULAR", 7, 8));
        insert();
        bed.refresh();
        assertThat(bed.query("SELECT SCP FROM %s FINAL ORDER BY SCP".formatted(bed.table("turnstile_increments"))))
                .as("rows computed from deleted rows remain")
                .isEqualTo("0\n1");
    }

    /** Covers an upgrade by a user who may add columns, but not to the sorting key of the stream's table. */
    @Test
    void tablesOfVersion010HaveIncrements() throws Exception {
        bed.recreateWithoutRowColumn("turnstile_increments");
        JobPreparation.clickHouse(bed.settings(), List.of(StreamDefinitions.builtIn("turnstiles")));
        bed.recreateWithoutRowColumn("turnstiles");
        List<Audit> sent = List.of(
                new Audit("0", START, "REGULAR", 100, 50), new Audit("0", START.plusSeconds(60), "REGULAR", 101, 53));
        for (Audit audit : sent) {
            send(audit);
            insert();
            bed.refresh();
        }
        assertIncrements(sent);
    }

    private void assertIncrements(List<Audit> sent) {
        Map<String, List<String>> rows = rowsByRegisterAndSeries();
        for (int series = 0; series < SERIES; series++) {
            String key = Integer.toString(series);
            List<Audit> own =
                    sent.stream().filter(audit -> audit.series().equals(key)).toList();
            for (String register : List.of("ENTRIES", "EXITS")) {
                List<String> expected = CounterOracle.increments(
                        CounterOracle.counting(own), register.equals("ENTRIES") ? Audit::entries : Audit::exits);
                assertThat(rows.getOrDefault(register + " " + key, List.of()))
                        .as("%s of %s", register, key)
                        .isEqualTo(expected);
            }
        }
        String windows = "SELECT sum(ENTRIES), sum(EXITS), sum(readings) FROM " + bed.table("turnstile_5m") + " FINAL";
        String increments = "SELECT sum(ENTRIES_increment), sum(EXITS_increment), count() FROM "
                + bed.table("turnstile_increments") + " FINAL";
        assertThat(bed.query(windows)).isEqualTo(bed.query(increments));
    }

    /** Checks all counters in one query, because each query has a fixed cost of milliseconds. */
    private Map<String, List<String>> rowsByRegisterAndSeries() {
        String rows = bed.query("""
                SELECT SCP, toUnixTimestamp(event_time), ENTRIES_increment, ENTRIES_quality, EXITS_increment, EXITS_quality
                FROM %s FINAL ORDER BY SCP, event_time""".formatted(bed.table("turnstile_increments")));
        Map<String, List<String>> byRegister = new HashMap<>();
        rows.lines().map(row -> row.split("\t", -1)).forEach(row -> {
            byRegister
                    .computeIfAbsent("ENTRIES " + row[0], none -> new ArrayList<>())
                    .add(String.join("\t", row[1], row[2], row[3]));
            byRegister
                    .computeIfAbsent("EXITS " + row[0], none -> new ArrayList<>())
                    .add(String.join("\t", row[1], row[4], row[5]));
        });
        return byRegister;
    }

    /** Creates counters that run up, run down, stand still, reset and jump, and duplicate audits of one time. */
    private static List<Audit> randomAudits(Random random, int each) {
        List<Audit> audits = new ArrayList<>();
        for (int series = 0; series < SERIES; series++) {
            long entries = 1_000_000;
            long exits = 500_000;
            Instant time = START.plusSeconds(random.nextInt(3600));
            for (int i = 0; i < each; i++) {
                time = time.plusSeconds(random.nextInt(10) == 0 ? 90_000 : 1 + random.nextInt(20_000));
                int kind = random.nextInt(10);
                int way = series % 2 == 0 ? 1 : -1;
                entries += kind == 0
                        ? (long) -way * random.nextInt(500)
                        : kind == 1 ? 0 : (long) way * random.nextInt(2_000);
                exits = kind == 2 ? random.nextInt(1_000_000) : exits + (long) way * random.nextInt(300);
                String key = Integer.toString(series);
                audits.add(new Audit(key, time, random.nextInt(8) == 0 ? "RECOVR AUD" : "REGULAR", entries, exits));
                if (random.nextInt(6) == 0) {
                    audits.add(new Audit(
                            key,
                            time,
                            random.nextBoolean() ? "RECOVR AUD" : "REGULAR",
                            entries + random.nextInt(3),
                            random.nextInt(1_000_000)));
                }
            }
        }
        return audits;
    }

    private String send(Audit audit) {
        String time = "fromUnixTimestamp64Micro(%d)".formatted(audit.time().getEpochSecond() * 1_000_000);
        return bed.row(
                "'A', 'R', '%s', 'STATION', %s, toDate(%s), '00:00:00', '%s', %d, %d"
                        .formatted(audit.series(), time, time, audit.description(), audit.entries(), audit.exits()),
                time);
    }

    private void insert() {
        bed.insert("turnstiles", "CA, UNIT, SCP, STATION, event_time, DATE, TIME, DESC, ENTRIES, EXITS");
    }
}
