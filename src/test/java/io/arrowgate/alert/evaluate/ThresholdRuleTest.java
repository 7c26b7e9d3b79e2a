package io.arrowgate.alert.evaluate;

import static io.arrowgate.alert.evaluate.TestRules.SENSORS;
import static io.arrowgate.alert.evaluate.TestRules.above;
import static io.arrowgate.alert.evaluate.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.state.RecentReadings;
import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.condition.SustainedDuration;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests when a threshold alert fires and resolves, for readings in order and late readings. */
class ThresholdRuleTest {
    private static RuleTestBed bed(AlertRule... rules) {
        return new RuleTestBed(SENSORS, "edge-1;", "cpu_used", rules);
    }

    private static RuleTestBed bed(Double clear, SustainedDuration sustainedDuration, Duration hold) {
        return bed(rule("hot", above("cpu_used", 90, clear, sustainedDuration), hold));
    }

    private static RuleTestBed atOnce() {
        return bed(null, SustainedDuration.AT_ONCE, Duration.ZERO);
    }

    @Test
    void firesAtFirstReadingBeyondBoundAndResolvesWithin() {
        RuleTestBed bed =
                atOnce().read(0, 90).read(1, 91).read(2, 99).read(3, 90).read(4, 20);

        assertThat(bed.story()).containsExactly("firing 1..1", "resolved 1..2");
    }

    @Test
    void secondBreachFiresAsNewAlert() {
        RuleTestBed bed = atOnce().read(1, 91).read(2, 20).read(3, 91).read(4, 20);

        assertThat(bed.story()).containsExactly("firing 1..1", "resolved 1..1", "firing 3..3", "resolved 3..3");
        assertThat(bed.alerts().get(0).id()).isNotEqualTo(bed.alerts().get(2).id());
    }

    @Test
    void bothStatesShareIdAndRawRecordOfFiringReading() {
        RuleTestBed bed = bed(null, new SustainedDuration(Duration.ZERO, 2), Duration.ZERO)
                .read(0, 91)
                .read(1, 92)
                .read(2, 20);

        assertThat(bed.alerts())
                .extracting(Alert::id)
                .containsOnly(bed.alerts().get(0).id());
        assertThat(bed.alerts()).extracting(Alert::offset).containsOnly(1L);
        assertThat(bed.alerts()).extracting(Alert::value).containsExactly(92.0, 20.0);
        assertThat(bed.alerts()).extracting(Alert::threshold).containsOnly(90.0);
        assertThat(bed.alerts()).extracting(Alert::readings).containsExactly(2L, 2L);
    }

    @Test
    void valueBetweenBoundsNeitherResolvesNorFires() {
        RuleTestBed bed = bed(80.0, SustainedDuration.AT_ONCE, Duration.ZERO)
                .read(0, 85)
                .read(1, 91)
                .read(2, 85)
                .read(3, 80)
                .read(4, 85);

        assertThat(bed.story()).containsExactly("firing 1..1", "resolved 1..1");
    }

    @Test
    void shortBreachDoesNotFire() {
        RuleTestBed bed = bed(null, new SustainedDuration(Duration.ofSeconds(10), 1), Duration.ZERO)
                .read(0, 91)
                .read(9, 91)
                .read(10, 20)
                .read(11, 91)
                .read(20, 91)
                .read(21, 91);

        assertThat(bed.story()).containsExactly("firing 11..21");
    }

    @Test
    void breachOfManyReadingsFiresAtLastOne() {
        RuleTestBed bed = bed(null, new SustainedDuration(Duration.ZERO, 3), Duration.ZERO)
                .read(0, 91)
                .read(1, 91)
                .read(2, 20)
                .read(3, 91)
                .read(4, 91)
                .read(5, 91);

        assertThat(bed.story()).containsExactly("firing 3..5");
    }

    @Test
    void flappingValueIsOneAlertUntilClearForHoldTime() {
        RuleTestBed bed = bed(null, SustainedDuration.AT_ONCE, Duration.ofSeconds(5))
                .read(0, 91)
                .read(1, 20)
                .read(2, 91)
                .read(3, 20)
                .read(6, 20)
                .read(7, 20);

        assertThat(bed.story()).containsExactly("firing 0..0", "resolved 0..2");
    }

    @Test
    void readingsWithoutValueAreIgnored() {
        RuleTestBed bed = bed(null, new SustainedDuration(Duration.ZERO, 2), Duration.ZERO)
                .read(0, 91)
                .read(1, Double.NaN)
                .read(2, 91)
                .read(3, Double.NaN);

        assertThat(bed.story()).containsExactly("firing 0..2");
    }

    @Test
    void lateReadingInterruptingBreachResolvesAlert() {
        RuleTestBed bed = bed(null, new SustainedDuration(Duration.ZERO, 3), Duration.ZERO)
                .read(0, 91)
                .read(2, 91)
                .read(3, 91)
                .read(1, 20);

        assertThat(bed.story()).containsExactly("firing 0..3", "resolved 0..3");
        bed.read(4, 91);
        assertThat(bed.story()).hasSize(3).last().isEqualTo("firing 2..4");
    }

    @Test
    void lateReadingCompletingBreachFires() {
        RuleTestBed bed = bed(null, new SustainedDuration(Duration.ZERO, 3), Duration.ZERO)
                .read(0, 91)
                .read(2, 91)
                .read(1, 91);

        assertThat(bed.story()).containsExactly("firing 0..2");
    }

    @Test
    void lateReadingBeforeFiringAlertKeepsItsIdentity() {
        RuleTestBed bed = atOnce().read(1, 20).read(5, 91).read(4, 91).read(6, 20);

        assertThat(bed.story()).containsExactly("firing 5..5", "resolved 5..5");
    }

    @Test
    void lateCompletedBreachEmitsFiringAndResolved() {
        RuleTestBed bed = atOnce().read(1, 20).read(5, 20).read(3, 91).read(6, 20);

        assertThat(bed.story()).containsExactly("firing 3..3", "resolved 3..3");
    }

    @Test
    void lateReadingWithoutEffectEmitsNothing() {
        RuleTestBed bed = atOnce().read(1, 91)
                .read(3, 20)
                .read(5, 91)
                .read(7, 20)
                .read(2, 91)
                .read(4, 20);

        assertThat(bed.story()).hasSize(4);
    }

    @Test
    void tooLateReadingIsCountedNotEvaluated() {
        RuleTestBed bed = atOnce();
        for (int second = 10; second < 10 + RecentReadings.CAPACITY + 3; second++) {
            bed.read(second, 20);
        }
        bed.read(13, 91);

        assertThat(bed.tooLate()).isZero();
        assertThat(bed.story()).containsExactly("firing 13..13", "resolved 13..13");

        bed.read(12, 91);

        assertThat(bed.tooLate()).isEqualTo(1);
        assertThat(bed.story()).hasSize(2);
    }

    @Test
    void everyLifecyclePhaseSurvivesSnapshot() throws Exception {
        List<Double> values =
                List.of(20.0, 91.0, 92.0, 93.0, 85.0, 70.0, 91.0, 20.0, 91.0, 91.0, 91.0, 91.0, 20.0, 20.0);
        RuleTestBed through = bed(80.0, new SustainedDuration(Duration.ZERO, 2), Duration.ofSeconds(1));
        RuleTestBed restored = bed(80.0, new SustainedDuration(Duration.ZERO, 2), Duration.ofSeconds(1));

        for (int i = 0; i < values.size(); i++) {
            long second = i % 5 == 4 ? i - 2 : i;
            through.read(second, values.get(i));
            restored.read(second, values.get(i)).restore();
        }

        assertThat(restored.alerts()).isEqualTo(through.alerts()).isNotEmpty();
    }
}
