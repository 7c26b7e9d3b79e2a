package io.arrowgate.alert.evaluate;

import static io.arrowgate.alert.evaluate.TestRules.SENSORS;
import static io.arrowgate.alert.evaluate.TestRules.above;
import static io.arrowgate.alert.evaluate.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.condition.SustainedDuration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the serialized state of a series at its largest. */
class SeriesStateTest {
    private static AlertRule hot(String name) {
        return rule(name, above("cpu_used", 90, null, SustainedDuration.AT_ONCE));
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
}
