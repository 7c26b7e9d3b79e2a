package io.arrowgate.alert.evaluate;

import static io.arrowgate.alert.evaluate.TestRules.SENSORS;
import static io.arrowgate.alert.evaluate.TestRules.TURNSTILES;
import static io.arrowgate.alert.evaluate.TestRules.above;
import static io.arrowgate.alert.evaluate.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.stream.condition.AnomalyRule;
import io.arrowgate.stream.condition.CounterRule;
import io.arrowgate.stream.condition.SustainedDuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests late readings after which an alert might end before its start. */
class LateReadingsTest {
    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final double[] NOISE =
            new Random(5).doubles(600).map(each -> 6 * each - 3).toArray();

    @Test
    void readingOlderThanAllRecentOnesIsTooLate() {
        RuleTestBed bed = new RuleTestBed(
                        SENSORS,
                        "edge-1;",
                        "cpu_used",
                        rule("hot", above("cpu_used", 90, null, SustainedDuration.AT_ONCE), HOLD))
                .read(1, 95);
        for (int second = 2; second <= 8; second++) {
            bed.read(second, 20);
        }

        bed.read(0, 95).read(12, 20);

        assertThat(bed.tooLate()).isEqualTo(1);
        assertThat(bed.story()).containsExactly("firing 1..1", "resolved 1..1");
    }

    @Test
    void alertWithEarlierBreachDoesNotEndBeforeStart() {
        RuleTestBed bed = new RuleTestBed(
                TURNSTILES, "A,U,S;,,", "ENTRIES", rule("register", new CounterRule("ENTRIES", null, null), HOLD));

        // With the late reading, the jump is before it, and later steps are plausible.
        bed.read(0, 0).read(10, 50).read(5, 48).read(60, 55);

        assertThat(bed.story()).containsExactly("firing 10..10", "resolved 10..10");
    }

    @Test
    void lateAnomalyFiresAndResolves() {
        RuleTestBed bed = noise(0, 300).read(301, NOISE[301]).read(302, NOISE[302]);

        bed.read(300, 100).read(303, NOISE[303]);

        assertThat(bed.story()).containsExactly("firing 300..300", "resolved 300..300");
        assertThat(bed.alerts().get(0).score()).isEqualTo(1);
        assertThat(bed.alerts().get(0).expectedHigh()).isBetween(2.0, 6.0);
    }

    @Test
    void detectorLearnsLateReadingsInOrderOfTheirTimes() {
        RuleTestBed inOrder = noise(0, 600).read(600, 100);
        assertThat(inOrder.story()).containsExactly("firing 600..600");

        for (int seed = 0; seed < 6; seed++) {
            RuleTestBed shuffled = noise(seed, 600).read(600, 100);

            Alert last = shuffled.alerts().get(shuffled.alerts().size() - 1);
            assertThat(last.firstTime()).isEqualTo(inOrder.alerts().get(0).firstTime());
            assertThat(List.of(last.score(), last.expectedLow(), last.expectedHigh()))
                    .isEqualTo(List.of(
                            inOrder.alerts().get(0).score(),
                            inOrder.alerts().get(0).expectedLow(),
                            inOrder.alerts().get(0).expectedHigh()));
        }
    }

    /** The state has 600 readings, and was written before anomaly rules evaluated late ones. */
    @Test
    void earlierStateOfAnAnomalyRuleSkipsReadingsFromBeforeIt() throws IOException {
        RuleTestBed bed = new RuleTestBed(
                        SENSORS,
                        "edge-1;",
                        "cpu_used",
                        rule("hot", above("cpu_used", 90, null, SustainedDuration.AT_ONCE), Duration.ZERO),
                        rule("odd", new AnomalyRule("cpu_used", 0.7), Duration.ZERO))
                .resume(Files.readAllBytes(
                        Path.of("src/test/resources/alert-states/detector-without-late-readings.bin")));

        bed.read(Duration.ofMillis(597_500), 100).restore();
        assertThat(rules(bed)).containsExactly("hot", "hot");

        bed.read(601, 0).read(Duration.ofMillis(598_500), 100).restore();
        assertThat(rules(bed)).containsExactly("hot", "hot", "hot", "hot");

        bed.read(602, 1).read(Duration.ofMillis(601_500), 100);
        assertThat(rules(bed)).containsExactly("hot", "hot", "hot", "hot", "hot", "hot", "odd", "odd");
        assertThat(bed.tooLate()).isZero();
    }

    private static List<String> rules(RuleTestBed bed) {
        return bed.alerts().stream().map(Alert::rule).toList();
    }

    /** Evaluates readings that are late by up to five, or in order for seed 0. Restores the state now and then. */
    private static RuleTestBed noise(int seed, int readings) {
        Random random = new Random(seed);
        RuleTestBed bed = new RuleTestBed(
                SENSORS, "edge-1;", "cpu_used", rule("odd", new AnomalyRule("cpu_used", 0.7), Duration.ZERO));
        for (int begin = 0; begin < readings; begin += 6) {
            List<Integer> seconds = new ArrayList<>(IntStream.range(begin, Math.min(begin + 6, readings))
                    .boxed()
                    .toList());
            if (seed > 0) {
                Collections.shuffle(seconds, random);
            }
            seconds.forEach(second -> bed.read(second, NOISE[second]));
            if (random.nextInt(4) == 0) {
                bed.restore();
            }
        }
        return bed;
    }
}
