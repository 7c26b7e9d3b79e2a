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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests what needs state and a clock: absence, rule changes, snapshots, expired series. */
class AlertFunctionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final AlertRule ABSENT = rule("absent", new AbsentRule(MINUTE));
    private static final AlertRule HOT = rule("hot", above("cpu_used", 90, null, SustainedDuration.AT_ONCE));

    private static AlertFunctionHarness start(AlertRule... rules) throws Exception {
        AlertFunctionHarness bed = AlertFunctionHarness.start(TestRules.sensorsWithoutRules());
        for (AlertRule rule : rules) {
            bed.put(rule);
        }
        return bed;
    }

    @Test
    void absentSeriesFiresOnceAndResolvesAtNextReading() throws Exception {
        try (AlertFunctionHarness bed = start(ABSENT)) {
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
        try (AlertFunctionHarness bed = start(ABSENT)) {
            bed.read("a", 1).read("b", 1).idle(Duration.ofSeconds(59));
            assertThat(bed.transitions()).isEmpty();

            bed.idle(Duration.ofSeconds(3));

            assertThat(bed.transitions()).containsExactlyInAnyOrder("firing absent a", "firing absent b");
        }
    }

    @Test
    void absenceDeadlineRestartsAfterRestore() throws Exception {
        AlertFunctionHarness first = start(ABSENT).read("a", 1).idle(Duration.ofSeconds(50));

        try (AlertFunctionHarness bed = first.restartAfter(Duration.ofHours(5))) {
            bed.idle(Duration.ofSeconds(55));
            assertThat(bed.transitions()).isEmpty();

            bed.idle(Duration.ofSeconds(10));
            assertThat(bed.transitions()).containsExactly("firing absent a");
        }
    }

    @Test
    void absenceAlertResolvesAfterRestart() throws Exception {
        AlertFunctionHarness first = start(ABSENT).read("a", 1).idle(MINUTE.multipliedBy(2));

        try (AlertFunctionHarness bed = first.restartAfter(SECOND)) {
            bed.idle(MINUTE.multipliedBy(2)).read("a", 1);

            assertThat(bed.transitions()).containsExactly("resolved absent a");
        }
    }

    @Test
    void stalledJobFiresNoAbsenceAlerts() throws Exception {
        try (AlertFunctionHarness bed = start(ABSENT)) {
            bed.read("a", 1).stall(Duration.ofHours(1)).idle(Duration.ofSeconds(55));
            assertThat(bed.transitions()).isEmpty();

            bed.idle(Duration.ofSeconds(10));
            assertThat(bed.transitions()).containsExactly("firing absent a");
        }
    }

    @Test
    void jobReadingBacklogFiresNoAbsenceAlerts() throws Exception {
        try (AlertFunctionHarness bed = start(ABSENT)) {
            bed.read("a", 1, Duration.ofHours(1));
            for (int i = 0; i < 300; i++) {
                bed.idle(SECOND).read("b", 1, Duration.ofHours(1));
            }

            assertThat(bed.transitions()).isEmpty();
        }
    }

    @Test
    void deviceWithWrongClockIsNotBacklog() throws Exception {
        try (AlertFunctionHarness bed = start(ABSENT)) {
            bed.read("a", 1);
            for (int i = 0; i < 120; i++) {
                bed.idle(SECOND).read("b", 1).read("wrong", 1, Duration.ofHours(1));
            }

            assertThat(bed.transitions()).containsExactly("firing absent a");
        }
    }

    @Test
    void addedRuleAppliesToLaterReadings() throws Exception {
        try (AlertFunctionHarness bed = start()) {
            bed.read("a", 95).put(HOT);
            assertThat(bed.transitions()).isEmpty();

            bed.idle(SECOND).read("a", 95);
            assertThat(bed.transitions()).containsExactly("firing hot a");
        }
    }

    @Test
    void removedRuleResolvesItsAlerts() throws Exception {
        try (AlertFunctionHarness bed = start(HOT)) {
            bed.read("a", 95).idle(SECOND).remove("hot").idle(Duration.ofSeconds(2));

            assertThat(bed.transitions()).containsExactly("firing hot a", "resolved hot a");
            assertThat(bed.read("a", 99).transitions()).hasSize(2);
        }
    }

    @Test
    void changedRuleStartsWithNewState() throws Exception {
        try (AlertFunctionHarness bed = start(HOT)) {
            bed.read("a", 95).idle(SECOND);
            bed.put(rule("hot", above("cpu_used", 80, null, SustainedDuration.AT_ONCE)))
                    .idle(Duration.ofSeconds(2))
                    .read("a", 85);

            assertThat(bed.transitions()).containsExactly("firing hot a", "resolved hot a", "firing hot a");
        }
    }

    @Test
    void changedTextOrSeverityKeepsFiringAlert() throws Exception {
        try (AlertFunctionHarness bed = start(HOT)) {
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
    void ruleChangesSurviveRestart() throws Exception {
        AlertFunctionHarness first = start(HOT).read("a", 10);

        try (AlertFunctionHarness bed = first.restartAfter(SECOND)) {
            bed.read("a", 95);

            assertThat(bed.transitions()).containsExactly("firing hot a");
        }
    }

    @Test
    void firingAlertKeepsIdentityAcrossSnapshot() throws Exception {
        AlertFunctionHarness first = start(HOT).read("a", 95);
        String id = first.alerts().get(0).id();

        try (AlertFunctionHarness bed = first.restartAfter(SECOND)) {
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
        try (AlertFunctionHarness bed = start(some)) {
            bed.read("edge-1", 95).read("lab-12", 95).read("lab-1", 95).read("core", 95);

            assertThat(bed.transitions()).containsExactly("firing hot edge-1", "firing hot lab-1");
        }
    }

    @Test
    void expiredSeriesIsRemovedAndItsAlertsResolve() throws Exception {
        try (AlertFunctionHarness bed = start(HOT)) {
            bed.read("a", 95).idle(AlertFunctionHarness.TTL.multipliedBy(2));
            assertThat(bed.metric("seriesTracked")).isZero();
            assertThat(bed.metric("alertsFiring{rule=hot}")).isZero();

            assertThat(bed.transitions()).containsExactly("firing hot a", "resolved hot a");
            assertThat(bed.read("a", 95).transitions()).last().isEqualTo("firing hot a");
        }
    }

    @Test
    void gaugesCountFiringAlertsAndSeriesAfterRestart() throws Exception {
        AlertFunctionHarness first =
                start(HOT, ABSENT).read("a", 95).read("b", 95).read("c", 1);
        assertThat(first.metric("alertsFiring{rule=hot}")).isEqualTo(2);
        assertThat(first.metric("alertsFiring{rule=absent}")).isZero();
        assertThat(first.metric("seriesTracked")).isEqualTo(3);

        try (AlertFunctionHarness bed = first.restartAfter(SECOND)) {
            bed.idle(SECOND).read("b", 1);
            assertThat(bed.metric("alertsFiring{rule=hot}")).isEqualTo(1);
            assertThat(bed.metric("seriesTracked")).isEqualTo(3);

            bed.remove("hot").idle(SECOND.multipliedBy(2));
            assertThat(bed.metric("alertsFiring{rule=hot}")).isZero();

            bed.idle(MINUTE.multipliedBy(2));
            assertThat(bed.metric("alertsFiring{rule=absent}")).isEqualTo(3);
        }
    }
}
