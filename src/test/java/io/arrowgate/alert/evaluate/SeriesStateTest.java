package io.arrowgate.alert.evaluate;

import static io.arrowgate.alert.evaluate.TestRules.SENSORS;
import static io.arrowgate.alert.evaluate.TestRules.above;
import static io.arrowgate.alert.evaluate.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.ChangedStreams;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.condition.ChangeDirection;
import io.arrowgate.stream.condition.ChangeRule;
import io.arrowgate.stream.condition.SustainedDuration;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the serialized state of a series: its size, and its use after changes of the stream. */
class SeriesStateTest {
    private static AlertRule hot(String name) {
        return rule(name, above("cpu_used", 90, null, SustainedDuration.AT_ONCE));
    }

    private static RuleTestBed defaultRules() {
        return new RuleTestBed(SENSORS, "edge-1;", "cpu_used", SENSORS.alerts().toArray(AlertRule[]::new));
    }

    @Test
    void longNameIsAccepted() throws Exception {
        RuleTestBed bed = new RuleTestBed(SENSORS, "ü".repeat(70_000) + ";", "cpu_used", hot("hot")).read(0, 95);

        bed.restore().read(1, 20);

        assertThat(bed.story()).containsExactly("firing 0..0", "resolved 0..0");
    }

    @Test
    void manyRulesAreAccepted() throws Exception {
        AlertRule[] rules =
                IntStream.range(0, 300).mapToObj(i -> hot("hot-" + i)).toArray(AlertRule[]::new);
        RuleTestBed bed = new RuleTestBed(SENSORS, "edge-1;", "cpu_used", rules).read(0, 95);

        bed.restore().read(1, 20);

        assertThat(bed.alerts()).hasSize(600);
    }

    @Test
    void newSeriesTakesLessThanAQuarterOfAKilobyteWithTheDefaultRules() {
        RuleTestBed bed = defaultRules().read(0, 20).read(1, 21).read(2, 22);

        assertThat(bed.written()).hasSizeLessThan(250);
    }

    @Test
    void seriesWithAnomalyRuleIsWrittenWithOneDetector() {
        Random random = new Random(1);
        RuleTestBed bed = defaultRules();
        for (int i = 0; i < 7 * 24 * 60; i++) {
            bed.read(Duration.ofMinutes(i), random.nextGaussian());
        }

        assertThat(bed.written()).hasSizeLessThan(2_000);
    }

    @Test
    void fieldAddedToTheStreamKeepsTheStateOfRules() {
        StreamDefinition extended = ChangedStreams.builtInWith("sensors", "{name: added, type: float32}");
        AlertRule jump =
                rule("jump", new ChangeRule("cpu_used", ChangeDirection.RISE, 20, false, Duration.ofSeconds(9)));
        byte[] written = new RuleTestBed(SENSORS, "edge-1;", "cpu_used", jump)
                .read(0, 40)
                .written();

        RuleTestBed bed = new RuleTestBed(extended, "edge-1;", "cpu_used", jump)
                .resume(written)
                .read(5, 61);

        assertThat(bed.story()).containsExactly("firing 5..5");
    }
}
