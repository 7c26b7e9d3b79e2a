package io.arrowgate.alert.evaluate;

import static io.arrowgate.alert.evaluate.TestRules.SENSORS;
import static io.arrowgate.alert.evaluate.TestRules.TURNSTILES;
import static io.arrowgate.alert.evaluate.TestRules.above;
import static io.arrowgate.alert.evaluate.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.stream.condition.CounterRule;
import io.arrowgate.stream.condition.SustainedDuration;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests late readings after which an alert might end before its start. */
class LateReadingsTest {
    private static final Duration HOLD = Duration.ofSeconds(10);

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
}
