package io.arrowgate.alert;

import static io.arrowgate.alert.evaluate.TestRules.above;
import static io.arrowgate.alert.evaluate.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.alert.evaluate.TestRules;
import io.arrowgate.alert.notify.Alert;
import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.SeriesFilter;
import io.arrowgate.stream.Severity;
import io.arrowgate.stream.condition.AbsentRule;
import io.arrowgate.stream.condition.SustainedDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what needs state and a clock: absence, rule changes, snapshots, expired series. */
class AlertOperatorTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final AlertRule ABSENT = rule("absent", new AbsentRule(MINUTE));
    private static final AlertRule HOT = rule("hot", above("cpu_used", 90, null, SustainedDuration.AT_ONCE));

    private static AlertOperatorHarness start(AlertRule... rules) throws Exception {
        AlertOperatorHarness bed = AlertOperatorHarness.start(TestRules.sensorsWithoutRules());
        for (AlertRule rule : rules) {
            bed.put(rule);
        }
        return bed;
    }

    @Test
    void absentSeriesFiresOnceAndResolvesAtNextReading() throws Exception {
        try (AlertOperatorHarness bed = start(ABSENT)) {
            bed.read("a", 1).read("b", 1);
            for (int i = 0; i < 120; i++) {
                bed.idle(SECOND).read("b", 1);
            }

            assertThat(bed.transitions()).containsExactly("firing absent a");
            bed.read("a", 1);
            assertThat(bed.transitions()).containsExactly("firing absent a", "resolved absent a");
            assertThat(bed.alerts())
                    .extracting(Alert::id)
                    .containsOnly(bed.alerts().get(0).id());
        }
    }

    @Test
    void idleTopicFiresAbsenceForAllSeries() throws Exception {
        try (AlertOperatorHarness bed = start(ABSENT)) {
            bed.read("a", 1).read("b", 1).idle(Duration.ofSeconds(59));
            assertThat(bed.transitions()).isEmpty();

            bed.idle(Duration.ofSeconds(3));

            assertThat(bed.transitions()).containsExactlyInAnyOrder("firing absent a", "firing absent b");
        }
    }

    @Test
    void absenceDeadlineRestartsAfterRestore() throws Exception {
        AlertOperatorHarness first = start(ABSENT).read("a", 1).idle(Duration.ofSeconds(50));

        try (AlertOperatorHarness bed = first.restartAfter(Duration.ofHours(5))) {
            bed.idle(Duration.ofSeconds(55));
            assertThat(bed.transitions()).isEmpty();

            bed.idle(Duration.ofSeconds(10));
            assertThat(bed.transitions()).containsExactly("firing absent a");
        }
    }

    @Test
    void absenceAlertResolvesAfterRestart() throws Exception {
        AlertOperatorHarness first = start(ABSENT).read("a", 1).idle(MINUTE.multipliedBy(2));

        try (AlertOperatorHarness bed = first.restartAfter(SECOND)) {
            bed.idle(MINUTE.multipliedBy(2)).read("a", 1);

            assertThat(bed.transitions()).containsExactly("resolved absent a");
        }
    }

    @Test
    void stalledJobFiresNoAbsenceAlerts() throws Exception {
        try (AlertOperatorHarness bed = start(ABSENT)) {
            bed.read("a", 1).stall(Duration.ofHours(1)).idle(Duration.ofSeconds(55));
            assertThat(bed.transitions()).isEmpty();

            bed.idle(Duration.ofSeconds(10));
            assertThat(bed.transitions()).containsExactly("firing absent a");
        }
    }

    @Test
    void jobReadingBacklogFiresNoAbsenceAlerts() throws Exception {
        try (AlertOperatorHarness bed = start(ABSENT)) {
            bed.read("a", 1, Duration.ofHours(1));
            for (int i = 0; i < 300; i++) {
                bed.idle(SECOND).read("b", 1, Duration.ofHours(1));
            }

            assertThat(bed.transitions()).isEmpty();
        }
    }

    @Test
    void deviceWithWrongClockIsNotBacklog() throws Exception {
        try (AlertOperatorHarness bed = start(ABSENT)) {
            bed.read("a", 1);
            for (int i = 0; i < 120; i++) {
                bed.idle(SECOND).read("b", 1).read("wrong", 1, Duration.ofHours(1));
            }

            assertThat(bed.transitions()).containsExactly("firing absent a");
        }
    }

    @Test
    void addedRuleAppliesToLaterReadings() throws Exception {
        try (AlertOperatorHarness bed = start()) {
            bed.read("a", 95).put(HOT);
            assertThat(bed.transitions()).isEmpty();

            bed.idle(SECOND).read("a", 95);
            assertThat(bed.transitions()).containsExactly("firing hot a");
        }
    }

    @Test
    void removedRuleResolvesItsAlerts() throws Exception {
        try (AlertOperatorHarness bed = start(HOT)) {
            bed.read("a", 95).idle(SECOND).remove("hot").idle(Duration.ofSeconds(2));

            assertThat(bed.transitions()).containsExactly("firing hot a", "resolved hot a");
            assertThat(bed.read("a", 99).transitions()).hasSize(2);
        }
    }

    @Test
    void changedRuleStartsWithNewState() throws Exception {
        try (AlertOperatorHarness bed = start(HOT)) {
            bed.read("a", 95).idle(SECOND);
            bed.put(rule("hot", above("cpu_used", 80, null, SustainedDuration.AT_ONCE)))
                    .idle(Duration.ofSeconds(2))
                    .read("a", 85);

            assertThat(bed.transitions()).containsExactly("firing hot a", "resolved hot a", "firing hot a");
        }
    }

    @Test
    void changedTextOrSeverityKeepsFiringAlert() throws Exception {
        try (AlertOperatorHarness bed = start(HOT)) {
            bed.read("a", 95).idle(SECOND);
            AlertRule louder = new AlertRule(
                    "hot", Severity.CRITICAL, "it burns", SeriesFilter.ALL, Duration.ZERO, 5, HOT.condition());
            bed.put(louder).idle(Duration.ofSeconds(2));
            assertThat(bed.transitions()).hasSize(1);

            bed.read("a", 10);
            assertThat(bed.alerts().get(1).text()).isEqualTo("it burns");
            assertThat(bed.alerts().get(1).id()).isEqualTo(bed.alerts().get(0).id());
        }
    }

    @Test
    void changedSeverityOfFiringAlertSurvivesRestart() throws Exception {
        AlertOperatorHarness first = start(HOT).read("a", 95);
        first.put(new AlertRule(
                        "hot", Severity.CRITICAL, HOT.text(), SeriesFilter.ALL, Duration.ZERO, 5, HOT.condition()))
                .idle(Duration.ofSeconds(2));

        try (AlertOperatorHarness bed = first.restartAfter(SECOND)) {
            bed.remove("hot").idle(Duration.ofSeconds(2));

            assertThat(bed.transitions()).containsExactly("resolved hot a");
            assertThat(bed.alerts().get(0).severity()).isEqualTo(Severity.CRITICAL);
        }
    }

    @Test
    void shorterAbsenceTimeoutAppliesToSeriesThatAreSilentAlready() throws Exception {
        try (AlertOperatorHarness bed = start(ABSENT)) {
            bed.read("a", 1).idle(SECOND.multipliedBy(5));

            bed.put(rule("absent", new AbsentRule(SECOND.multipliedBy(10)))).idle(SECOND.multipliedBy(8));

            assertThat(bed.transitions()).containsExactly("firing absent a");
        }
    }

    @Test
    void ruleChangeOfAnotherStreamReadsNoSeries() throws Exception {
        AlertOperatorHarness first = start(HOT).read("a", 10);

        try (AlertOperatorHarness bed = first.restartAfter(SECOND)) {
            bed.putIntoAnotherStream(ABSENT).idle(Duration.ofSeconds(2));

            assertThat(bed.metric("seriesStateReads")).isZero();
        }
    }

    @Test
    void ruleChangesSurviveRestart() throws Exception {
        AlertOperatorHarness first = start(HOT).read("a", 10);

        try (AlertOperatorHarness bed = first.restartAfter(SECOND)) {
            bed.read("a", 95);

            assertThat(bed.transitions()).containsExactly("firing hot a");
        }
    }

    @Test
    void firingAlertKeepsIdentityAcrossSnapshot() throws Exception {
        AlertOperatorHarness first = start(HOT).read("a", 95);
        String id = first.alerts().get(0).id();

        try (AlertOperatorHarness bed = first.restartAfter(SECOND)) {
            bed.read("a", 97).idle(SECOND).read("a", 10);

            assertThat(bed.transitions()).containsExactly("resolved hot a");
            assertThat(bed.alerts().get(0).id()).isEqualTo(id);
            assertThat(bed.alerts().get(0).readings()).isEqualTo(2);
        }
    }

    @Test
    void ruleAppliesToSeriesMatchingItsPatterns() throws Exception {
        AlertRule some = new AlertRule(
                "hot",
                Severity.WARNING,
                null,
                new SeriesFilter(Map.of("device", List.of("edge-*", "lab-?"))),
                Duration.ZERO,
                null,
                HOT.condition());
        try (AlertOperatorHarness bed = start(some)) {
            bed.read("edge-1", 95).read("lab-12", 95).read("lab-1", 95).read("core", 95);

            assertThat(bed.transitions()).containsExactly("firing hot edge-1", "firing hot lab-1");
        }
    }

    @Test
    void expiredSeriesIsRemovedAndItsAlertsResolve() throws Exception {
        try (AlertOperatorHarness bed = start(HOT)) {
            bed.read("a", 95).idle(AlertOperatorHarness.TTL.multipliedBy(2));
            assertThat(bed.metric("seriesTracked")).isZero();
            assertThat(bed.metric("alertsFiring{rule=hot}")).isZero();

            assertThat(bed.transitions()).containsExactly("firing hot a", "resolved hot a");
            assertThat(bed.read("a", 95).transitions()).last().isEqualTo("firing hot a");
        }
    }

    @Test
    void gaugesCountFiringAlertsAndSeriesAfterRestart() throws Exception {
        AlertOperatorHarness first =
                start(HOT, ABSENT).read("a", 95).read("b", 95).read("c", 1);
        assertThat(first.metric("alertsFiring{rule=hot}")).isEqualTo(2);
        assertThat(first.metric("alertsFiring{rule=absent}")).isZero();
        assertThat(first.metric("seriesTracked")).isEqualTo(3);

        try (AlertOperatorHarness bed = first.restartAfter(SECOND)) {
            bed.idle(SECOND).read("b", 1);
            assertThat(bed.metric("alertsFiring{rule=hot}")).isEqualTo(1);
            assertThat(bed.metric("seriesTracked")).isEqualTo(3);

            bed.remove("hot").idle(SECOND.multipliedBy(2));
            assertThat(bed.metric("alertsFiring{rule=hot}")).isZero();

            bed.idle(MINUTE.multipliedBy(2));
            assertThat(bed.metric("alertsFiring{rule=absent}")).isEqualTo(3);
        }
    }

    /** Of 40 series, the cache holds about five. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void alertsDoNotDependOnTheCacheTheStateBackendOrRestarts(int seed) throws Exception {
        Random random = new Random(seed);
        AlertOperatorHarness large = start(HOT, ABSENT);
        AlertOperatorHarness small = AlertOperatorHarness.start(
                TestRules.sensorsWithoutRules(), new EmbeddedRocksDBStateBackend(false), 8_000);
        small.put(HOT).put(ABSENT);
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();
        double readsOfSmall = 0;
        for (int i = 0; i < 300; i++) {
            for (int reading = random.nextInt(4); reading > 0; reading--) {
                String device = "d" + random.nextInt(40);
                double value = random.nextInt(85, 96);
                large.read(device, value);
                small.read(device, value);
            }
            if (i % 100 == 50) {
                large.remove("hot");
                small.remove("hot");
            } else if (i % 100 == 60) {
                large.put(HOT);
                small.put(HOT);
            }
            large.idle(SECOND);
            small.idle(SECOND);
            if (random.nextInt(20) == 0) {
                expected.addAll(sorted(large));
                found.addAll(sorted(small));
                readsOfSmall += small.metric("seriesStateReads");
                large = large.restartAfter(SECOND);
                small = small.restartAfter(SECOND);
            }
        }
        expected.addAll(sorted(large));
        found.addAll(sorted(small));

        assertThat(found).isEqualTo(expected);
        assertThat(expected).hasSizeGreaterThan(100);
        assertThat(small.metric("seriesTracked")).isEqualTo(40);
        // Without them, the cache held every series.
        assertThat(readsOfSmall + small.metric("seriesStateReads")).isGreaterThan(100);
        large.close();
        small.close();
    }

    /** Devices that report in turn ask for the one that was used least recently, so the cache must not forget that one first. */
    @Test
    void cacheForMostOfTheSeriesHasMostOfThoseThatReportInTurn() throws Exception {
        int devices = 100;
        int rounds = 20;
        try (AlertOperatorHarness bed =
                AlertOperatorHarness.start(TestRules.sensorsWithoutRules(), new HashMapStateBackend(), 16_000)) {
            bed.put(HOT);
            for (int i = 0; i < rounds * devices; i++) {
                bed.read("d" + i % devices, 1);
                if (i % 10 == 9) {
                    bed.idle(SECOND);
                }
            }

            assertThat(bed.metric("seriesStateReads")).isBetween(0.05 * rounds * devices, 0.5 * rounds * devices);
        }
    }

    /** Lists the transitions with the ids of their alerts, because several series may change at the same time. */
    private static List<String> sorted(AlertOperatorHarness bed) {
        return bed.alerts().stream()
                .map(alert -> "%s %s %s %s %d"
                        .formatted(alert.state(), alert.rule(), alert.series(), alert.id(), alert.readings()))
                .sorted()
                .toList();
    }

    @Test
    void seriesWithoutReadingsIsNeitherReadNorWritten() throws Exception {
        try (AlertOperatorHarness bed = start(HOT, ABSENT)) {
            bed.read("a", 1).idle(Duration.ofSeconds(90)).snapshot();
            double reads = bed.metric("seriesStateReads");
            double writes = bed.metric("seriesStateWrites");

            bed.idle(MINUTE.multipliedBy(10)).snapshot();

            assertThat(bed.transitions()).containsExactly("firing absent a");
            assertThat(bed.metric("seriesStateReads")).isEqualTo(reads);
            assertThat(bed.metric("seriesStateWrites")).isEqualTo(writes);
        }
    }

    @Test
    void seriesWithManyReadingsIsWrittenOnceForEachCheckpoint() throws Exception {
        try (AlertOperatorHarness bed = start(HOT)) {
            for (int i = 0; i < 100; i++) {
                bed.read("a", 1).read("b", 1);
            }
            bed.snapshot();

            assertThat(bed.metric("seriesStateReads")).isZero();
            assertThat(bed.metric("seriesStateWrites")).isEqualTo(2);
        }
    }
}
